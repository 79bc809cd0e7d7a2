"""What stands on the board of an analysis day, goal by goal and theme by theme."""

from dataclasses import dataclass, field
from hashlib import sha256

from django.db.models import Q, QuerySet

from rodtrad.accounts.models import User
from rodtrad.goals.models import AnalysisDay, DayNote, DayTheme, Goal, GoalReview
from rodtrad.organisation.access import Permission, branch_reach, reaches, units_open_to
from rodtrad.organisation.models import Unit


@dataclass
class Column:
    """The notes about one of the shared goals; without a goal, about something else."""

    goal: Goal | None
    strengths: list[DayNote] = field(default_factory=list)
    challenges: list[DayNote] = field(default_factory=list)
    attained: dict[str, int] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What the notes are about."""
        return self.goal.title if self.goal else "Något annat"


@dataclass
class Board:
    """Everything that is written on a day."""

    columns: list[Column]
    themes: list[tuple[DayTheme, list[DayNote]]]
    notes: list[DayNote]

    @property
    def stamp(self) -> str:
        """Another whenever something on the board is another: what a page has already."""
        said = [
            *((n.pk, n.text, n.kind, n.theme_id, n.goal_id) for n in self.notes),
            *((t.pk, t.title, t.why, t.area_id, len(notes)) for t, notes in self.themes),
        ]
        return sha256(repr(said).encode()).hexdigest()[:16]

    @property
    def units(self) -> int:
        """How many units have written something."""
        return len({note.unit_id for note in self.notes})


def goals_of(day: AnalysisDay) -> list[Goal]:
    """The shared goals that a day is about: those of the administration in its school year."""
    goals: QuerySet[Goal] = (
        Goal.objects.in_year(day.school_year.span)
        .filter(shared=True)
        .filter(Q(unit=day.unit) | Q(unit__path__in=_above(day.unit)))
        .order_by("title")
    )
    return list(goals)


def _above(unit: Unit) -> list[str]:
    return [unit.path[: unit.steplen * level] for level in range(1, unit.depth)]


def units_led(user: User) -> QuerySet[Unit]:
    """The administrations that the person may hold an analysis day for."""
    units: QuerySet[Unit] = Unit.objects.filter(branch_reach(user, Permission.LEAD)).exclude(
        kind__in=Unit.WORKING_KINDS
    )
    return units


def leads_day(user: User, day: AnalysisDay) -> bool:
    """Whether the person leads a day; needs its unit loaded."""
    return any(
        Permission.LEAD in reach.permissions and day.unit.path.startswith(reach.path)
        for reach in reaches(user)
    )


def note_units(user: User, day: AnalysisDay) -> list[Unit]:
    """The units of a day that the person writes for. One query."""
    units = units_open_to(user, Permission.PLAN).filter(
        path__startswith=day.unit.path, kind__in=Unit.WORKING_KINDS
    )
    return list(units.exclude(closed__lte=day.school_year.span.starts))


def board_of(day: AnalysisDay, *, only: set[int] | None) -> Board:
    """What stands on the board. Four queries, however much is written.

    Args:
        only: the units whose notes are shown; None for all.
    """
    notes = list(
        day.notes.select_related("unit", "goal", "theme__area", "by").order_by("unit__path", "pk")
    )
    shown = [note for note in notes if only is None or note.unit_id in only]
    columns = {goal.pk: Column(goal) for goal in goals_of(day)}
    other = Column(None)
    for note in shown:
        column = columns.get(note.goal_id or 0, other)
        is_strength = note.kind == DayNote.Kind.STRENGTH
        (column.strengths if is_strength else column.challenges).append(note)
    _attainment(day, columns, only)
    themes = [
        (theme, [note for note in notes if note.theme_id == theme.pk])
        for theme in day.themes.select_related("area")
    ]
    return Board([*columns.values(), other], themes, shown)


def _attainment(day: AnalysisDay, columns: dict[int, Column], only: set[int] | None) -> None:
    """How many of the units' finished analyses say what of each shared goal. One query."""
    rows = GoalReview.objects.filter(
        Q(goal__in=list(columns)) | Q(goal__supports__in=list(columns)),
        school_year=day.school_year_id,
        done_on__isnull=False,
        unit__path__startswith=day.unit.path,
    )
    if only is not None:
        rows = rows.filter(unit__in=only)
    for goal_id, supports_id, attainment in rows.values_list(
        "goal_id", "goal__supports_id", "attainment"
    ):
        column = columns[goal_id if goal_id in columns else supports_id or 0]
        label = GoalReview.Attainment(attainment).label
        column.attained[label] = column.attained.get(label, 0) + 1
