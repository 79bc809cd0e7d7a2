"""References: the list, one writing, taking in files, and what rests on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import parse_pk
from rodtrad.drafts.actions import discard_draft
from rodtrad.evidence import actions
from rodtrad.evidence.bibliography import Entry, Unreadable, read_references
from rodtrad.evidence.forms import (
    REFERENCE_FIELDS,
    AttachForm,
    BibliographyForm,
    ReferenceForm,
)
from rodtrad.evidence.models import Practice, ReadingItem, Reference, ReferenceUse
from rodtrad.evidence.queries import forums_of
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Activity, Goal
from rodtrad.organisation.access import Permission, has_anywhere, require_anywhere
from rodtrad.organisation.scope import signed_in


@require_safe
def reference_list(request: HttpRequest) -> HttpResponse:
    """Everything that the work rests on, searchable."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    text, kind = request.GET.get("q", "").strip(), request.GET.get("slag", "")
    rows = Reference.objects.annotate(used=Count("uses")).order_by("title", "pk")
    for word in text.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(authors__icontains=word) | Q(summary__icontains=word)
        )
    if kind in Reference.Kind.values:
        rows = rows.filter(kind=kind)
    if wanted_format(request):
        return table_response(
            request,
            "Referenser",
            ("Titel", "Författare", "År", "Slag", "DOI", "Adress", "Vad vi tar med oss"),
            (
                (
                    *(one.title, one.authors, one.year, str(one.get_kind_display())),
                    *(one.doi, one.link, one.summary),
                )
                for one in rows
            ),
        )
    today = timezone.localdate()
    forums = Forum.objects.readable_by(user, today).order_by().values("pk")
    mine = Forum.objects.belonging_to(user, today).order_by()
    return render(
        request,
        "evidence/reference_list.html",
        {
            "page": page_of(request, rows),
            "text": text,
            "kind": kind,
            "kinds": Reference.Kind.choices,
            "reading": ReadingItem.objects.filter(forum__in=forums)
            .annotate(is_ours=Exists(mine.filter(pk=OuterRef("forum"))))
            .select_related("forum", "reference")[:50],
            "may_write": has_anywhere(user, Permission.TAKE_PART),
        },
    )


@require_safe
def reference_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A writing, and what rests on it among what the person may read."""
    user = signed_in(request)
    reference = reference_to_read(user, pk)
    goals = Goal.objects.readable_by(user).order_by().values("pk")
    activities = Activity.objects.open_to(user, Permission.READ).order_by().values("pk")
    practices = Practice.objects.readable_by(user).order_by().values("pk")
    uses = reference.uses.filter(
        Q(goal__in=goals) | Q(activity__in=activities) | Q(practice__in=practices)
    ).annotate(is_ours=Exists(_changeable_uses(user).filter(pk=OuterRef("pk"))))
    return render(
        request,
        "evidence/reference_detail.html",
        {
            "reference": reference,
            "uses": uses.select_related("goal__unit", "activity__goal__unit", "practice__unit"),
            "may_read_together": forums_of(user, timezone.localdate()).exists(),
            "may_write": has_anywhere(user, Permission.TAKE_PART),
            # Those that the person cannot see count too.
            "may_remove": not reference.uses.exists() and not reference.reading_items.exists(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reference_create(request: HttpRequest) -> HttpResponse:
    """Add a writing by hand."""
    user = signed_in(request)
    require_anywhere(user, Permission.TAKE_PART)
    target, page = _wanted_target(user, request)
    back, lead = page or reverse("reference_list"), ""
    if target:
        lead = f"Den kopplas till ”{next(iter(target.values()))}”."
    form = ReferenceForm(request.POST or None, is_new=True)
    draft_key = "reference:new"
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                reference = actions.add_reference(by=user, **form.cleaned_data)
                if target:
                    actions.attach_reference(reference, by=user, note="", **target)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            if target:
                messages.success(request, "Referensen är tillagd och kopplad.")
                return redirect(back)
            messages.success(
                request, "Referensen finns nu och kan kopplas till mål, aktiviteter och arbetssätt."
            )
            return redirect("reference_detail", reference.pk)
    return form_page(
        request,
        form,
        heading="Ny referens",
        lead=lead,
        submit="Spara referensen",
        cancel=back,
        draft_key=draft_key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reference_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of a writing."""
    user = signed_in(request)
    require_anywhere(user, Permission.TAKE_PART)
    reference = reference_to_read(user, pk)
    start: dict[str, Any] = {name: getattr(reference, name) for name in REFERENCE_FIELDS}
    start["revision"] = reference.revision
    form = ReferenceForm(request.POST or None, is_new=False, initial=start)
    draft_key, back = f"reference:{pk}", reverse("reference_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_reference(reference, by=user, **form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, form, conflict, cancel=back, draft_key=draft_key)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Referensen är ändrad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra referensen",
        submit="Spara referensen",
        cancel=back,
        draft_key=draft_key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reference_import(request: HttpRequest) -> HttpResponse:
    """Read a file, show what is in it, and take it in when the person says so."""
    user = signed_in(request)
    require_anywhere(user, Permission.TAKE_PART)
    form = BibliographyForm(request.POST or None, request.FILES or None)
    entries: list[Entry] = []
    text = ""
    if request.method == "POST" and form.is_valid():
        try:
            text = _text_of(form.cleaned_data)
            entries = read_references(text)
            if "spara" in request.POST:
                added, there = actions.import_references(entries, by=user)
                messages.success(request, _outcome(added, there))
                return redirect("reference_list")
        except Unreadable as error:
            form.add_error("file", str(error))
        except ValidationError as error:
            add_errors(form, error)
    return form_page(
        request,
        form,
        heading="Referenser från fil",
        lead="Filen läses först. Inget sparas förrän du har sett vad den innehåller.",
        submit="Läs filen",
        cancel=reverse("reference_list"),
        template="evidence/reference_import.html",
        entries=entries,
        faults=sum(bool(entry.fault) for entry in entries),
        text=text,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reference_attach(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Say that a goal, an activity or a practice rests on a writing."""
    user = signed_in(request)
    target, back = _target(user, kind, pk)
    form = AttachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.attach_reference(by=user, **target, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Referensen är kopplad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Koppla en referens",
        eyebrow=str(next(iter(target.values()))),
        submit="Koppla referensen",
        cancel=back,
        template="evidence/reference_attach.html",
        new=f"{reverse('reference_create')}?till={kind}&nr={pk}",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reference_detach(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then say that it does not rest on the writing."""
    user = signed_in(request)
    use = get_object_or_404(_changeable_uses(user).select_related("reference"), pk=pk)
    back = _page_of(use)
    if request.GET.get("fran") == "referens":
        back = reverse("reference_detail", args=[use.reference_id])
    if request.method == "POST":
        actions.detach_reference(use, by=user)
        messages.success(request, "Kopplingen är borttagen.")
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": "Ta bort kopplingen?",
            "eyebrow": use.reference.title,
            "text": "Referensen finns kvar.",
            "submit": "Ta bort kopplingen",
            "cancel": back,
        },
    )


def _changeable_uses(user: User) -> QuerySet[ReferenceUse]:
    """The connections that the person may take away: of what one may change oneself."""
    goals = Goal.objects.open_to(user, Permission.PLAN).order_by().values("pk")
    activities = Activity.objects.open_to(user, Permission.PLAN).order_by().values("pk")
    practices = Practice.objects.open_to(user, Permission.TAKE_PART).order_by().values("pk")
    return ReferenceUse.objects.filter(
        Q(goal__in=goals) | Q(activity__in=activities) | Q(practice__in=practices)
    )


def reference_to_read(user: User, pk: int) -> Reference:
    """A writing: everybody who may read anything reads them all."""
    require_anywhere(user, Permission.READ)
    found: Reference = get_object_or_404(Reference, pk=pk)
    return found


def _target(user: User, kind: str, pk: int) -> tuple[dict[str, Any], str]:
    """What is to rest on a writing, and its page.

    Raises:
        Http404: when the person may not change it, or there is no such kind.
    """
    if kind == "mal":
        goal = get_object_or_404(Goal.objects.open_to(user, Permission.PLAN), pk=pk)
        return {"goal": goal}, reverse("goal_detail", args=[pk])
    if kind == "aktivitet":
        activity = get_object_or_404(Activity.objects.open_to(user, Permission.PLAN), pk=pk)
        return {"activity": activity}, reverse("activity_detail", args=[pk])
    if kind == "arbetssatt":
        practices = Practice.objects.open_to(user, Permission.TAKE_PART)
        return (
            {"practice": get_object_or_404(practices, pk=pk)},
            reverse("practice_detail", args=[pk]),
        )
    raise Http404


def _wanted_target(user: User, request: HttpRequest) -> tuple[dict[str, Any], str]:
    """What a new writing is added for, and its page; nothing when the address names none.

    Raises:
        Http404: when the person may not change it.
    """
    kind, number = request.GET.get("till", ""), parse_pk(request.GET.get("nr", ""))
    if not kind or number is None:
        return {}, ""
    return _target(user, kind, number)


def _page_of(use: ReferenceUse) -> str:
    """The page of what rests on the writing."""
    if use.goal_id is not None:
        return reverse("goal_detail", args=[use.goal_id])
    if use.activity_id is not None:
        return reverse("activity_detail", args=[use.activity_id])
    return reverse("practice_detail", args=[use.practice_id])


def _text_of(cleaned: dict[str, Any]) -> str:
    """The file's content, else what was pasted.

    Raises:
        Unreadable: when the file is no text.
    """
    file = cleaned.get("file")
    if file is None:
        return str(cleaned["text"])
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable("Filen är inte sparad som text (UTF-8). Exportera den igen.") from error


def _outcome(added: int, there: int) -> str:
    words = "1 referens är tillagd." if added == 1 else f"{added} referenser är tillagda."
    return f"{words} {there} fanns redan." if there else words
