"""The sources: where they are asked, how often, and starting a fetch by hand."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.core.forms import add_errors, form_page
from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.forms import DutyRolesForm, SourceForm
from rodtrad.integrations.models import DutyRole, Fetch, Kpi, Place, Proposal, Source
from rodtrad.integrations.runs.actions import change_source, queue_run
from rodtrad.integrations.runs.registry import token_of
from rodtrad.integrations.ss12000.actions import choose_roles
from rodtrad.integrations.views.runs import marked
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.scope import signed_in


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Every source, what is fetched from it, when it last was, and a way to start it."""
    require_anywhere(signed_in(request), Permission.ADMINISTER)
    latest = ImportRun.objects.filter(kind=OuterRef("key")).order_by("-pk")
    fetches = list(
        Fetch.objects.select_related("source").annotate(last=Subquery(latest.values("pk")[:1]))
    )
    runs = ImportRun.objects.in_bulk([one.last for one in fetches if one.last])
    sources: dict[str, dict[str, Any]] = {}
    for fetch in fetches:
        run = runs.get(fetch.last) if fetch.last else None
        shown = sources.setdefault(
            fetch.source_id,
            {
                "source": fetch.source,
                "fetches": [],
                "has_key": bool(token_of(fetch.source_id)),
                "key_name": f"RODTRAD_{fetch.source_id.upper()}_TOKEN",
            },
        )
        shown["fetches"].append(
            {"fetch": fetch, "run": run, "mark": marked(run) if run else ("", "")}
        )
    return render(
        request,
        "integrations/source_list.html",
        {
            "sources": sources.values(),
            "chosen": Kpi.objects.filter(indicator__isnull=False).count(),
            "unsettled": Place.objects.unsettled().count(),
            "proposals": Proposal.objects.waiting().count(),
        },
    )


@require_http_methods(["GET", "POST"])
def source_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change where a source is asked, and how often."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    source = get_object_or_404(Source, pk=key)
    form = SourceForm(request.POST or None, source=source, fetches=list(source.fetches.all()))
    if request.method == "POST" and form.is_valid():
        try:
            change_source(
                source,
                address=form.cleaned_data["address"],
                every=form.every(),
                now=timezone.now(),
                by=user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Inställningarna för {source} är sparade.")
            return redirect("source_list")
    return form_page(
        request,
        form,
        heading=f"Inställningar för {source}",
        lead="En nyckel skrivs aldrig här: den läses ur miljövariabeln "
        f"RODTRAD_{source.key.upper()}_TOKEN.",
        cancel=reverse("source_list"),
        template="integrations/admin_form.html",
    )


@require_POST
def fetch_start(request: HttpRequest, key: str) -> HttpResponse:
    """Start a fetch in the background, and show how it goes."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    fetch = get_object_or_404(Fetch.objects.select_related("source"), pk=key)
    options = {
        "full": "1" if "full" in request.POST else "",
        "allow_removals": "1" if "allow_removals" in request.POST else "",
    }
    try:
        run = queue_run(fetch, by=user, options=options)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("source_list")
    return redirect("import_detail", run.pk)


@require_http_methods(["GET", "POST"])
def dutyrole_edit(request: HttpRequest) -> HttpResponse:
    """Say which role each duty role of SS12000 gives here."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    duties = list(DutyRole.objects.order_by("name"))
    form = DutyRolesForm(request.POST or None, duties=duties)
    if request.method == "POST" and form.is_valid():
        changed = choose_roles(form.roles(), by=user)
        messages.success(
            request,
            f"{changed} {'tjänsteroll' if changed == 1 else 'tjänsteroller'} ändrade. "
            "Det gäller från nästa hela hämtning."
            if changed
            else "Ingenting var ändrat.",
        )
        return redirect("source_list")
    return form_page(
        request,
        form,
        heading="Tjänsteroller",
        lead="Skoladministrationens tjänsteroller och den roll som var och en ger här. Den som "
        "bara har tjänsteroller utan roll får inget konto.",
        submit="Spara rollerna",
        cancel=reverse("source_list"),
        template="integrations/admin_form.html",
    )
