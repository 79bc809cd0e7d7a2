"""One's own notices: the list, the way on, and whether one wants them by mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rodtrad.core.listing import page_of
from rodtrad.notifications import actions
from rodtrad.notifications.closed import mark_closed
from rodtrad.notifications.models import MailChoice, Notice
from rodtrad.organisation.scope import signed_in


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """What has been told to the person, the latest first; or only what is unread."""
    user = signed_in(request)
    only_unread = request.GET.get("visa") == "olasta"
    notices = Notice.objects.to(user).select_related("unit", "sender")
    page = page_of(request, notices.unread() if only_unread else notices)
    page.object_list = mark_closed(user, page.object_list)
    choice = MailChoice.objects.filter(user=user).first()
    return render(
        request,
        "notifications/notice_list.html",
        {
            "page": page,
            "only_unread": only_unread,
            "has_unread": any(notice.read_at is None for notice in page.object_list),
            "weekly": choice is None or choice.weekly,
        },
    )


@require_safe
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a notice is read, and go to the page that it is about."""
    user = signed_in(request)
    notice = get_object_or_404(Notice.objects.to(user), pk=pk)
    actions.mark_read([notice], at=timezone.now())
    if mark_closed(user, [notice])[0].is_closed:
        messages.info(
            request, f"{notice.sentence} Sidan finns inte längre, eller så når du den inte nu."
        )
        return redirect("notice_list")
    return redirect(notice.address)


@require_POST
def notice_read_all(request: HttpRequest) -> HttpResponse:
    """Note that everything is read."""
    unread = Notice.objects.to(signed_in(request)).unread()
    count = actions.mark_read(unread, at=timezone.now())
    if count:
        messages.success(request, "Alla meddelanden är markerade som lästa.")
    return redirect("notice_list")


@require_POST
def weekly_letter(request: HttpRequest) -> HttpResponse:
    """Turn the weekly letter on or off."""
    wanted = request.POST.get("veckobrev") == "ja"
    actions.choose_weekly_letter(signed_in(request), wanted=wanted)
    messages.success(
        request,
        "Du får ett brev i veckan när något väntar på dig."
        if wanted
        else "Du får inget veckobrev. Meddelandena finns här.",
    )
    return redirect("notice_list")
