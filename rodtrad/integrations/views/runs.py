"""Every run: what it did, how far it is, and the way back."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.listing import page_of
from rodtrad.indicators.models import ImportRun, Measurement
from rodtrad.integrations.models import Fetch, Kpi, Place, SheetFile
from rodtrad.integrations.runs.undo import can_be_undone, undo_run
from rodtrad.integrations.spreadsheet.importing import KIND
from rodtrad.organisation.access import Permission, has_anywhere, require_anywhere
from rodtrad.organisation.scope import signed_in

_COLUMNS = ("Nummer", "När", "Av", "Källa", "Fil", "Läge", "Vad den gjorde", "Ändrade värden")
# How each state is shown: the mark, in core's own set.
_MARKS = {
    ImportRun.State.WAITING: "planned",
    ImportRun.State.RUNNING: "progress",
    ImportRun.State.DONE: "ok",
    ImportRun.State.FAILED: "stop",
    ImportRun.State.STOPPED: "adjust",
    ImportRun.State.UNDONE: "closed",
}
_MOST_UNITS = 30


def marked(run: ImportRun) -> tuple[str, str]:
    """The mark and the words of a run's state."""
    state = ImportRun.State(run.state)
    return _MARKS[state], str(state.label)


@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    """Every run and what it did, latest first."""
    require_anywhere(signed_in(request), Permission.ADMINISTER)
    runs = ImportRun.objects.select_related("by").order_by("-at", "-pk")
    source, state = request.GET.get("kalla", ""), request.GET.get("lage", "")
    if source:
        runs = runs.filter(source=source)
    if state in ImportRun.State.values:
        runs = runs.filter(state=state)
    if wanted_format(request):
        rows = [
            (
                run.pk,
                run.at.date(),
                str(run.by or "Rödtråd"),
                run.source,
                run.file_name,
                run.get_state_display(),
                run.error or " ".join(run.account_lines),
                run.summary.get("changed"),
            )
            for run in runs
        ]
        return table_response(request, "importer", _COLUMNS, rows)
    page = page_of(request, runs)
    return render(
        request,
        "integrations/import_list.html",
        {
            "page": page,
            "rows": [(run, *marked(run)) for run in page.object_list],
            "sources": list(
                ImportRun.objects.order_by("source").values_list("source", flat=True).distinct()
            ),
            "source": source,
            "states": ImportRun.State.choices,
            "state": state,
        },
    )


@require_safe
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: how far it is, what it did, why it failed. Asks again by itself while it goes on."""
    require_anywhere(signed_in(request), Permission.ADMINISTER)
    run = get_object_or_404(ImportRun.objects.select_related("by", "undone_by"), pk=pk)
    now = timezone.now()
    kind, words = marked(run)
    counted = (
        Measurement.objects.filter(run=run)
        .values("unit__name", "unit__code")
        .annotate(values=Count("pk"))
        .order_by("unit__name")
    )
    return render(
        request,
        "integrations/import_detail.html",
        {
            "run": run,
            "kind": kind,
            "words": words,
            "silent": run.is_silent(now),
            "unattended": run.state == ImportRun.State.WAITING
            and (now - run.at).total_seconds() > 20,
            "units": list(counted[:_MOST_UNITS]),
            "reads_values": has_anywhere(signed_in(request), Permission.READ),
            "may_undo": can_be_undone(run),
            "fetch": Fetch.objects.filter(pk=run.kind).select_related("source").first(),
            "proposals": run.proposals.waiting().count(),
            "next_steps": _next_steps(run, signed_in(request), now),
        },
    )


def _next_steps(run: ImportRun, user: User, now: datetime) -> list[tuple[str, str]]:
    """What one does after a spreadsheet that failed or a fetch of Kolada's catalogue, and where."""
    if run.kind == KIND and run.state == ImportRun.State.FAILED:
        files = SheetFile.objects.open_to(user, now).filter(run=run)
        return [(f"Se raderna i {one}", reverse("sheet_detail", args=[one.pk])) for one in files]
    if run.kind != "kolada-definitions" or run.state != ImportRun.State.DONE:
        return []
    steps = []
    unsettled = Place.objects.unsettled().count()
    if unsettled:
        steps.append((f"Koppla {unsettled} enheter i Kolada till våra", reverse("place_edit")))
    if Kpi.objects.filter(indicator__isnull=False).exists():
        steps.append(
            ("Hämta värden för de nyckeltal som följs", f"{reverse('kpi_list')}?visa=foljs")
        )
    else:
        steps.append(("Välj vilka nyckeltal som ska följas", reverse("kpi_list")))
    return steps


@require_http_methods(["GET", "POST"])
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then undo what a run did."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    run = get_object_or_404(ImportRun, pk=pk)
    back = reverse("import_detail", args=[pk])
    if request.method == "POST":
        try:
            undone = undo_run(run, at=timezone.now(), by=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, undone.account_lines[-1])
        return redirect(back)
    if not can_be_undone(run):
        messages.info(request, "Den här importen kan inte ångras.")
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Ångra import {run.pk}?",
            "text": "Allt som importen ändrade blir som det var före den, och det som den lade "
            "till tas bort. Meddelanden som har skickats finns kvar.",
            "facts": [("Källa", run.source), ("Vad den gjorde", " ".join(run.account_lines))],
            "submit": "Ångra importen",
            "danger": True,
            "cancel": back,
        },
    )
