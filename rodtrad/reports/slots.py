"""Which reports a page is about: read from the address, with good defaults."""

from django.http import Http404, HttpRequest

from rodtrad.core.schoolyear import Period
from rodtrad.organisation.scope import chosen_year
from rodtrad.reports.models import Occasion, ReportKind
from rodtrad.reports.queries import Slot


def all_kinds() -> list[ReportKind]:
    """Every kind of report, with school forms and occasions loaded: three queries."""
    return list(ReportKind.objects.prefetch_related("school_forms", "occasions"))


def chosen_slot(request: HttpRequest, kinds: list[ReportKind]) -> Slot:
    """The kind, time and occasion in the address, else the first of each. No query.

    Raises:
        Http404: when the address names something that there is not.
    """
    wanted = request.GET.get("slag", "")
    in_use = [kind for kind in kinds if kind.retired_on is None] or kinds
    kind = next((k for k in kinds if k.code == wanted), None) if wanted else in_use[0]
    if kind is None:
        raise Http404
    periods = kind.periods_of(chosen_year(request))
    return Slot(
        kind=kind,
        forms=frozenset(form.pk for form in kind.school_forms.all()),
        period=_period(request, periods),
        occasion=_occasion(request, kind),
    )


def slot_choices(kind: ReportKind, periods: list[Period]) -> list[tuple[Period, Occasion | None]]:
    """The times and occasions of a kind that has several of them in a school year."""
    occasions: list[Occasion | None] = [o for o in kind.occasions.all() if o.retired_on is None]
    return [(period, occasion) for period in periods for occasion in occasions or [None]]


def _period(request: HttpRequest, periods: list[Period]) -> Period:
    wanted = request.GET.get("tid", "")
    # A time of another kind or year is what an older address says: the school year decides.
    return next((period for period in periods if period.code == wanted), periods[0])


def _occasion(request: HttpRequest, kind: ReportKind) -> Occasion | None:
    occasions = list(kind.occasions.all())
    wanted = request.GET.get("tillfalle", "")
    if wanted:
        found = next((one for one in occasions if str(one.pk) == wanted), None)
        if found is None:
            raise Http404
        return found
    return next((one for one in occasions if one.retired_on is None), None)
