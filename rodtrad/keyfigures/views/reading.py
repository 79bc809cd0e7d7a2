"""Reading key figures: the list, an occasion as it will be or was given, and its PDF."""

import re
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from rodtrad.accounts.models import User
from rodtrad.core.export import Cell, table_response, wanted_format, wanted_list
from rodtrad.core.funnel_charts import funnel_svg
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import parse_decimal
from rodtrad.core.typesetting import TypesetError
from rodtrad.keyfigures import queries
from rodtrad.keyfigures.content import (
    DamagedError,
    OccasionContent,
    compose,
    funnel_chart,
    gather,
    stored,
)
from rodtrad.keyfigures.models import Occasion
from rodtrad.keyfigures.render.pdf import to_pdf
from rodtrad.organisation.access import Permission, has_anywhere, require_anywhere
from rodtrad.organisation.scope import signed_in

_LISTED = ("Redovisning", "Nämndens möte", "Analyserna klara", "Nyckeltal", "Läge")


@require_safe
def occasion_list(request: HttpRequest) -> HttpResponse:
    """Occasions to come and those that have been, as far as one may see them."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ_ADOPTED)
    today = timezone.localdate()
    occasions = queries.occasions_seen_by(user)
    if wanted_format(request):
        rows = [
            (
                *(str(one), one.on, one.analyses_due),
                one.number,  # type: ignore[attr-defined]  # annotated by the query
                one.get_state_display(),
            )
            for one in occasions
        ]
        return table_response(request, "nyckeltalsredovisningar", _LISTED, rows)
    page = page_of(request, occasions)
    return render(
        request,
        "keyfigures/occasion_list.html",
        {
            "page": page,
            "today": today,
            "rows": [(occasion, occasion.is_late(today)) for occasion in page],
            "may_plan": has_anywhere(user, Permission.LEAD),
        },
    )


@require_safe
def occasion_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The key figures: as they stand for who prepares them, as they were given for the board."""
    user = signed_in(request)
    occasion = _seen(user, pk)
    prepares = queries.may_on(user, Permission.READ, occasion)
    gathered = gather(occasion) if prepares and occasion.is_open else None
    try:
        content = compose(gathered) if gathered else _given(occasion)
    except DamagedError as error:
        context = {"occasion": occasion, "reason": str(error)}
        return render(request, "keyfigures/occasion_damaged.html", context, status=500)
    own = [] if prepares else list(queries.analysable(user, occasion)[:10])
    progress = queries.progress(gathered) if gathered else []
    if wanted_format(request) and wanted_list(request) == "analyser" and progress:
        return table_response(
            request,
            f"Enheternas analyser {occasion} {occasion.on}",
            ("Enhet", "Skrivna", "Saknas"),
            ((row.unit.name, row.written, row.missing) for row in progress),
        )
    if wanted_format(request):
        return table_response(request, f"{occasion} {occasion.on}", *_figures_table(content))
    progress_page = page_of(request, progress)
    return render(
        request,
        "keyfigures/occasion_detail.html",
        {
            "occasion": occasion,
            "content": content,
            "figures": [_drawn(figure) for figure in content["figures"]] if content else [],
            "prepares": prepares,
            "may_lead": queries.may_on(user, Permission.LEAD, occasion),
            "own": own if occasion.is_open else [],
            "progress": progress_page,
            "progress_left": sum(row.missing > 0 for row in progress),
            "progress_units": len(progress),
            "is_released": bool(content and content["version"]),
            "released_on": date.fromisoformat(content["released_on"])
            if content and content["released_on"]
            else None,
            "today": timezone.localdate(),
            "is_late": occasion.is_late(timezone.localdate()),
        },
    )


_NUMBER = re.compile(r"([-\u2212]?\d[\d\s]*(?:,\d+)?)\s*(\D*)")
# The columns whose cells are one number with its unit.
_NUMBERS = ("Värde", "Bygger på", "Flickor", "Pojkar")


def _figures_table(content: OccasionContent | None) -> tuple[list[str], list[list[Cell]]]:
    """The figures unit by unit in one table: what is withheld in them is withheld here.

    The numbers are those written in the page's words, with their unit in a column of its own.
    """
    figures = content["figures"] if content else []
    columns = list(dict.fromkeys(column for figure in figures for column in figure["columns"]))
    rows = []
    for figure in figures:
        for row in figure["rows"]:
            cells = dict(zip(figure["columns"], row, strict=False))
            unit = ""
            values: list[Cell] = []
            for column in columns:
                written = cells.get(column, "")
                found = _NUMBER.fullmatch(written) if column in _NUMBERS else None
                unit = found.group(2).strip() if found and column == "Värde" else unit
                values.append(parse_decimal(found.group(1)) if found else written)
            rows.append([figure["name"], figure["period"], *values, unit])
    return ["Nyckeltal", "Period", *columns, "Måttenhet"], rows


@require_safe
def occasion_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The key figures as a tagged PDF: what was given, else a draft for who prepares it."""
    user = signed_in(request)
    occasion = _seen(user, pk)
    try:
        prepares = queries.may_on(user, Permission.READ, occasion)
        content = compose(gather(occasion)) if prepares and occasion.is_open else _given(occasion)
        if content is None:
            raise Http404
        body = to_pdf(content)
    except DamagedError as error:
        context = {"occasion": occasion, "reason": str(error)}
        return render(request, "keyfigures/occasion_damaged.html", context, status=500)
    except TypesetError as error:
        raise RuntimeError(f"Occasion {pk} could not be set as PDF.") from error
    response = HttpResponse(body, content_type="application/pdf")
    draft = "" if content["version"] else "-utkast"
    name = f"{slugify(occasion.title)}{draft}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _seen(user: User, pk: int) -> Occasion:
    require_anywhere(user, Permission.READ_ADOPTED)
    rows: QuerySet[Occasion] = queries.occasions_seen_by(user)
    return get_object_or_404(rows, pk=pk)


def _given(occasion: Occasion) -> OccasionContent | None:
    """What was given to the board; None before the first release."""
    publication = queries.latest_publication(occasion)
    return stored(publication) if publication else None


def _drawn(figure: Any) -> dict[str, Any]:
    svg = ""
    if figure["funnel"]:
        svg = funnel_svg(funnel_chart(figure["funnel"]), id_prefix=f"funnel-{figure['number']}")
    return {**figure, "svg": svg}
