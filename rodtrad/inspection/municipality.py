"""What is asked of the municipality and its administrations, beside the sum of the units."""

from datetime import date

from django.db.models import Max
from django.urls import reverse

from rodtrad.core.numbers import plural
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.dialogues.models import BoardDialogue
from rodtrad.goals.cycle import Step
from rodtrad.goals.models import DevelopmentArea, Goal, GoalReview
from rodtrad.indicators.models import Explanation
from rodtrad.inspection.findings import Finding, not_yet, step_day
from rodtrad.inspection.standing import Standing, of
from rodtrad.organisation.access import branch_filter
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report


def municipality_findings(root: Unit, year: SchoolYear, *, today: date) -> list[Finding]:
    """The points for the level above the units. Eight queries.

    Args:
        root: the municipality, or one of its administrations.
    """
    here = {"lasar": year.slug}
    above = Unit.objects.filter(branch_filter(root.path)).exclude(kind__in=Unit.WORKING_KINDS)
    places = above.order_by().values("pk")
    shared = Goal.objects.in_year(year).filter(unit__in=places, shared=True)
    goals = shared.count()
    followed = shared.filter(targets__isnull=False).distinct().count()
    analysed = (
        GoalReview.objects.filter(
            goal__in=shared.order_by().values("pk"),
            school_year=year.start,
            done_on__isnull=False,
        )
        .order_by()
        .values("goal")
        .distinct()
        .count()
    )
    areas = DevelopmentArea.objects.filter(unit__in=places, school_year=year.start).count()
    reports = list(
        Report.objects.filter(unit__in=places, state=Report.State.ADOPTED)
        .filter(school_year=year.start)
        .order_by()
        .values_list("kind__name", "board_outcome")
    )
    explained = Explanation.objects.filter(unit__in=places, school_year=year.start).count()
    dialogues = BoardDialogue.objects.filter(
        topic__round__school_year=year.start,
        # The board is the municipality's, whichever of its administrations is asked.
        topic__round__unit__path__startswith=root.path[: Unit.steplen],
    ).count()
    goal_link = ("Förvaltningsgemensamma mål", reverse("goal_list", query=here))
    report_link = ("Fastställda rapporter", reverse("report_library"))
    decided = sum(bool(outcome) for _, outcome in reports)
    report_due = (
        Report.objects.filter(unit__in=places, school_year=year.start).aggregate(day=Max("due"))
    )["day"] or step_day(Step.DECIDED, year)
    days = {
        "shared": step_day(Step.PLANNED, year),
        "shared-analysis": step_day(Step.ANALYSED, year),
        "shared-areas": step_day(Step.DECIDED, year),
        "shared-report": report_due,
        "differences": step_day(Step.ANALYSED, year),
        "board": report_due,
    }
    found = [
        Finding(
            "shared",
            "4 kap. 3 §",
            "Huvudmannen planerar och följer upp",
            of(followed, goals),
            "Förvaltningsgemensamma mål som följs med en indikator.",
            f"{followed} av {goals} {plural(goals, 'gemensamt', 'gemensamma')} mål följs med "
            "minst en indikator.",
            _without(goals, followed, "som inte följs med någon indikator"),
            (goal_link,),
        ),
        Finding(
            "shared-analysis",
            "4 kap. 3 §",
            "Huvudmannen analyserar orsakerna",
            of(analysed, goals),
            "Gemensamma mål som minst en enhet eller förvaltningen har analyserat.",
            f"{analysed} av {goals} "
            f"{plural(goals, 'gemensamt mål är analyserat', 'gemensamma mål är analyserade')}.",
            _without(goals, analysed, "utan analys"),
            (goal_link,),
        ),
        Finding(
            "shared-areas",
            "4 kap. 3 §",
            "Huvudmannen genomför insatser",
            Standing.FULFILLED if areas else Standing.MISSING,
            "Förvaltningens egna utvecklingsområden för läsåret.",
            f"{areas} {plural(areas, 'utvecklingsområde', 'utvecklingsområden')}.",
            () if areas else ("Förvaltningen har inga utvecklingsområden för läsåret.",),
            (("Utvecklingsområden", reverse("area_list", query=here)),),
        ),
        Finding(
            "shared-report",
            "4 kap. 6 §",
            "Huvudmannens kvalitetsarbete dokumenteras",
            Standing.FULFILLED if reports else Standing.MISSING,
            "Förvaltningens fastställda rapporter för läsåret.",
            ", ".join(sorted(name for name, _ in reports)) or "Ingen rapport är fastställd.",
            () if reports else ("Ingen av förvaltningens rapporter är fastställd.",),
            (report_link,),
        ),
        Finding(
            "differences",
            "Revisorns fråga",
            "Är skillnader mellan enheter och grupper analyserade?",
            Standing.FULFILLED if explained else Standing.MISSING,
            "Skrivna förklaringar till skillnader i läsårets indikatorer.",
            f"{explained} {plural(explained, 'förklaring', 'förklaringar')}.",
            () if explained else ("Ingen skillnad är förklarad i ord.",),
            (("Indikatorer", reverse("indicator_list")),),
        ),
        Finding(
            "board",
            "Revisorns fråga",
            "Fick nämnden analyserna, och vad gjorde den?",
            of(decided, len(reports)) if reports else Standing.MISSING,
            "Fastställda rapporter där nämndens beslut eller notering är inskriven.",
            f"{decided} av {len(reports)} "
            f"{plural(len(reports), 'fastställd rapport', 'fastställda rapporter')} har nämndens "
            f"ställningstagande. {dialogues} "
            f"{plural(dialogues, 'kvalitetsdialog', 'kvalitetsdialoger')} hör till läsåret.",
            _undecided(reports, decided),
            (report_link, ("Nämndens dialoger", reverse("board_home", query=here))),
        ),
    ]
    return [not_yet(one, days[one.key], today=today) for one in found]


def _without(goals: int, done: int, what: str) -> tuple[str, ...]:
    """How many shared goals lack something, in words; nothing when none does."""
    if not goals:
        return ("Det finns inga gemensamma mål för läsåret.",)
    left = goals - done
    return (f"{left} {plural(left, 'gemensamt', 'gemensamma')} mål {what}.",) if left else ()


def _undecided(reports: list[tuple[str, str]], decided: int) -> tuple[str, ...]:
    """What the board has not said about the reports, in words."""
    if not reports:
        return ("Ingen fastställd rapport har gått till nämnden.",)
    left = sorted(name for name, outcome in reports if not outcome)
    return (
        (f"Nämndens ställningstagande till {', '.join(left)}.",) if len(reports) > decided else ()
    )
