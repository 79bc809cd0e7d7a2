"""Answers about key figures: which occasions one sees, and which analyses are written."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from rodtrad.accounts.models import User
from rodtrad.indicators.models import Indicator, Measurement
from rodtrad.keyfigures.content import Gathered, units_of
from rodtrad.keyfigures.models import Occasion, OccasionFigure, Publication
from rodtrad.organisation.access import Permission, reaches, units_open_to
from rodtrad.organisation.models import Unit
from rodtrad.organisation.queries import units_worked_in


@dataclass(frozen=True)
class Progress:
    """A unit's analyses for an occasion: which figures it has, and which it has analysed."""

    unit: Unit
    figures: tuple[tuple[OccasionFigure, str], ...]

    @property
    def missing(self) -> int:
        """How many figures wait for an analysis."""
        return sum(state == "missing" for _, state in self.figures)

    @property
    def written(self) -> int:
        """How many are analysed."""
        return sum(state == "ok" for _, state in self.figures)


def occasions_seen_by(user: User) -> QuerySet[Occasion]:
    """Occasions that the person leads, is asked by, or that are released: latest first."""
    own = units_worked_in(user, Permission.PLAN).order_by()
    asked = Q(
        pk__in=OccasionFigure.objects.filter(
            indicator__measurements__unit__in=own.values("pk")
        ).values("occasion_id"),
        unit__path__in=_above(own),
    )
    led = Occasion.objects.open_to(user, Permission.READ).values("pk")
    released = Occasion.objects.released_to(user).values("pk")
    found: QuerySet[Occasion] = (
        Occasion.objects.filter(Q(pk__in=led) | Q(pk__in=released) | asked)
        .select_related("unit")
        .annotate(number=Count("figures", distinct=True))
    )
    return found.order_by("-on", "title", "pk")


def _above(units: QuerySet[Unit]) -> set[str]:
    """The paths of the units and of all above them: one query."""
    return {
        path[:end]
        for path in units.values_list("path", flat=True)
        for end in range(Unit.steplen, len(path) + 1, Unit.steplen)
    }


def may_on(user: User, permission: str, occasion: Occasion) -> bool:
    """Whether the person has a permission on the occasion's administration: as `open_to` says.

    No query: by what is kept of the person's assignments. One for a school form counts where it
    is held itself, not at units below.
    """
    return any(
        permission in reach.permissions
        and (
            reach.unit_id == occasion.unit_id
            or (reach.school_form is None and occasion.unit.path.startswith(reach.path))
        )
        for reach in reaches(user)
    )


def latest_publication(occasion: Occasion) -> Publication | None:
    """What the board reads; None before the first release."""
    return occasion.publications.order_by("-version").select_related("released_by").first()


def progress(gathered: Gathered) -> list[Progress]:
    """For each unit which of the figures it has and has analysed, by name: one query."""
    measured = set(
        Measurement.objects.filter(
            indicator__in=[figure.indicator_id for figure in gathered.figures],
            unit__in=[unit.pk for unit in gathered.units],
            period_ends__lte=gathered.occasion.on,
        )
        .order_by()
        .values_list("unit_id", "indicator_id")
        .distinct()
    )
    written = {(row.unit_id, row.figure_id) for rows in gathered.analyses.values() for row in rows}
    found = []
    for unit in gathered.units:
        states = tuple(
            (figure, "ok" if (unit.pk, figure.pk) in written else "missing")
            for figure in gathered.figures
            if (unit.pk, figure.indicator_id) in measured
        )
        if states:
            found.append(Progress(unit, states))
    return found


def analysable(user: User, occasion: Occasion) -> QuerySet[Unit]:
    """Units whose analyses the person may write on the occasion."""
    return units_open_to(user, Permission.PLAN).filter(
        pk__in=units_of(occasion).order_by().values("pk")
    )


def indicators_to_tell(user: User) -> QuerySet[Indicator]:
    """Indicators that may be told to the board: the shared ones in use."""
    found: QuerySet[Indicator] = Indicator.objects.readable_by(user).in_use()
    return found.filter(owner__isnull=True)
