"""What a forum reads together."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rodtrad.core.forms import add_errors, form_page
from rodtrad.evidence import actions
from rodtrad.evidence.forms import ReadingForm
from rodtrad.evidence.models import ReadingItem
from rodtrad.evidence.queries import forums_of
from rodtrad.evidence.views.reference import reference_to_read
from rodtrad.forums.models import Forum
from rodtrad.organisation.scope import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def reading_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a writing on a forum's reading list."""
    user = signed_in(request)
    reference = reference_to_read(user, pk)
    forums = forums_of(user, timezone.localdate())
    if not forums.exists():
        raise Http404
    form = ReadingForm(request.POST or None, forums=forums)
    back = reverse("reference_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.put_on_reading_list(reference=reference, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Den står nu på forumets läslista.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Läs tillsammans",
        eyebrow=reference.title,
        submit="Sätt på läslistan",
        cancel=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reading_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then take a writing off a reading list."""
    user = signed_in(request)
    forums = Forum.objects.belonging_to(user, timezone.localdate()).order_by().values("pk")
    items = ReadingItem.objects.filter(forum__in=forums).select_related("forum", "reference")
    item = get_object_or_404(items, pk=pk)
    back = reverse("reference_list")
    if request.GET.get("fran") == "forum":
        back = reverse("forum_detail", args=[item.forum_id])
    if request.method == "POST":
        actions.take_off_reading_list(item, by=user)
        messages.success(request, "Den står inte längre på läslistan.")
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": "Ta bort från läslistan?",
            "eyebrow": item.forum.name,
            "text": item.reference.title,
            "submit": "Ta bort från läslistan",
            "cancel": back,
        },
    )
