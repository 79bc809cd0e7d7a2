"""Answers about practices: their standing, their trials' figures, and what fits a problem."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import snowballstemmer
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from rodtrad.accounts.models import User
from rodtrad.evidence.actions.practice import is_described
from rodtrad.evidence.models import Practice, PracticeReview, Sharing, Thresholds, Trial
from rodtrad.evidence.standing import WORKED, Limits, Record, Standing, TrialFact, standing
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Activity, DevelopmentArea, Goal, Target
from rodtrad.indicators.disclosure import ALL, ShownMeasurement, shown_measurements
from rodtrad.indicators.models import Indicator, Measurement, SeriesBreak, ValidityReview
from rodtrad.organisation.models import Unit

_STEMMER = snowballstemmer.stemmer("swedish")
_WORD = re.compile(r"[a-zåäöéü]{4,}")
# Words that say nothing of what a problem is about.
_COMMON = frozenset(
    [
        "alla",
        "barn",
        "barnen",
        "elev",
        "elever",
        "eleven",
        "eleverna",
        "skola",
        "skolan",
        "förskola",
        "förskolan",
        "mål",
        "arbete",
        "arbetar",
        "arbetet",
        "fler",
        "flera",
        "varje",
        "under",
        "inom",
        "sina",
        "våra",
        "vara",
        "blir",
        "från",
        "till",
        "samt",
        "detta",
        "genom",
        "också",
        "ämnen",
        "ämne",
        "lärare",
        "gemensam",
        "gemensamma",
        "gemensamt",
        "arbetssätt",
        "arbetssättet",
        "grupp",
        "grupper",
        "gruppen",
        "mindre",
        "ännu",
        "inte",
        "delta",
        "deltar",
    ]
)


@dataclass(frozen=True)
class Listed:
    """A practice with how far it has come.

    Attributes:
        trials: how many there are.
        tried_at: the units where it is tried, by number, with the names that people know.
        worked_at: the names of the units where a trial that counts worked.
        is_evaluated: whether any trial counts.
    """

    practice: Practice
    standing: Standing
    trials: int
    tried_at: dict[int, str]
    worked_at: tuple[str, ...]
    is_evaluated: bool

    @property
    def units(self) -> int:
        """At how many units it is tried."""
        return len(self.tried_at)


def limits_of(municipality_path: str) -> Limits:
    """The municipality's limits, or the defaults. One query."""
    row = Thresholds.objects.filter(municipality__path=municipality_path[: Unit.steplen]).first()
    return Limits(row.units, row.months, row.share_working) if row else Limits()


def with_standing(practices: Iterable[Practice]) -> list[Listed]:
    """Each practice with its standing. Four queries, however many there are."""
    rows = list(practices)
    ids = [row.pk for row in rows]
    trials: dict[int, list[TrialFact]] = defaultdict(list)
    tried_at: dict[int, dict[int, str]] = defaultdict(dict)
    for trial in _trials_with_validity(ids):
        trials[trial.practice_id].append(_fact(trial))
        unit = trial.activity.goal.unit
        tried_at[trial.practice_id][unit.pk] = unit.name
    sharings = dict(
        Practice.objects.filter(pk__in=ids).annotate(n=Count("sharings")).values_list("pk", "n")
    )
    advised: dict[int, bool] = {}
    for pk, verdict in (
        PracticeReview.objects.filter(practice__in=ids)
        .order_by("on", "pk")
        .values_list("practice", "verdict")
    ):
        advised[pk] = verdict == PracticeReview.Verdict.STOP
    limits: dict[str, Limits] = {}
    for row in Thresholds.objects.select_related("municipality"):
        limits[row.municipality.path] = Limits(row.units, row.months, row.share_working)
    return [
        Listed(
            row,
            standing(
                Record(
                    described=is_described(row),
                    trials=tuple(trials[row.pk]),
                    sharings=sharings.get(row.pk, 0),
                    advised_against=advised.get(row.pk, False),
                ),
                limits.get(row.unit.path[: Unit.steplen]),
            ),
            len(trials[row.pk]),
            tried_at[row.pk],
            _worked_at(trials[row.pk], tried_at[row.pk]),
            any(fact.counts for fact in trials[row.pk]),
        )
        for row in rows
    ]


def _worked_at(facts: Iterable[TrialFact], names: dict[int, str]) -> tuple[str, ...]:
    worked = {fact.unit for fact in facts if fact.counts and fact.outcome == WORKED}
    return tuple(name for pk, name in names.items() if pk in worked)


def _trials_with_validity(practice_ids: list[int]) -> list[Any]:
    """The practices' trials, each with whether an indicator it was judged by does not hold."""
    doubted = ValidityReview.objects.filter(
        Q(reliable="no") | Q(measures="no"),
        indicator__targets__activities=OuterRef("activity"),
        unit=OuterRef("activity__goal__unit"),
    )
    asked = ValidityReview.objects.filter(
        indicator__targets__activities=OuterRef("activity"),
        unit=OuterRef("activity__goal__unit"),
    )
    return list(
        Trial.objects.filter(practice__in=practice_ids)
        .annotate(is_doubted=Exists(doubted), is_asked=Exists(asked))
        .select_related("activity__goal__unit", "by")
    )


def _fact(trial: Any) -> TrialFact:
    is_valid = None if not trial.is_asked else not trial.is_doubted
    return TrialFact(
        unit=trial.activity.goal.unit_id,
        started=trial.activity.starts,
        evaluated=trial.evaluated_on,
        outcome=trial.outcome,
        is_valid=is_valid,
    )


@dataclass(frozen=True)
class Curve:
    """What an indicator of a trial's activity did while it ran."""

    indicator: Indicator
    target: Target
    before: ShownMeasurement | None
    after: ShownMeasurement | None
    broken: bool = False
    """Whether a break lies between them, so that they cannot be compared."""


@dataclass(frozen=True)
class Tried:
    """A trial with what its indicators did and whether they hold."""

    trial: Trial
    fact: TrialFact
    curves: tuple[Curve, ...]


def trials_of(practice: Practice) -> list[Tried]:
    """A practice's trials with their figures. Four queries, however many there are."""
    rows = _trials_with_validity([practice.pk])
    activities = [row.activity_id for row in rows]
    links = list(
        Activity.targets.through.objects.filter(activity__in=activities).select_related(
            "target__indicator"
        )
    )
    by_activity: dict[int, list[Target]] = defaultdict(list)
    for link in links:
        by_activity[link.activity_id].append(link.target)
    indicators = {link.target.indicator_id: link.target.indicator for link in links}
    units = {row.activity.goal.unit_id for row in rows}
    measured: dict[tuple[int, int], list[Measurement]] = defaultdict(list)
    # The break rides along with the values: only one that lies between two of them is told.
    last_break = (
        SeriesBreak.objects.filter(indicator=OuterRef("indicator"), on__lte=OuterRef("period_ends"))
        .order_by("-on")
        .values("on")[:1]
    )
    for value in (
        Measurement.objects.filter(indicator__in=indicators, unit__in=units)
        .with_place()
        .annotate(last_break=Subquery(last_break))
        .select_related("indicator")
    ):
        measured[value.indicator_id, value.unit_id].append(value)
    return [
        Tried(
            row,
            _fact(row),
            tuple(
                _curve(row, target, measured[target.indicator_id, row.activity.goal.unit_id])
                for target in by_activity[row.activity_id]
            ),
        )
        for row in rows
    ]


def standing_of(
    practice: Practice,
    tried: Sequence[Tried],
    sharings: Sequence[Sharing],
    reviews: Sequence[PracticeReview],
) -> Standing:
    """The standing of one practice whose record is read already. One query, for the limits.

    Args:
        reviews: the latest first.
    """
    latest = reviews[0].verdict if reviews else ""
    record = Record(
        described=is_described(practice),
        trials=tuple(one.fact for one in tried),
        sharings=len(sharings),
        advised_against=latest == PracticeReview.Verdict.STOP,
    )
    return standing(record, limits_of(practice.unit.path))


def _curve(trial: Trial, target: Target, rows: list[Any]) -> Curve:
    """What the indicator did, of rows with `last_break`."""
    known = [one for one in shown_measurements(target.indicator, rows) if one.value is not None]
    # Girls or boys alone are not the unit.
    shown = [one for one in known if one.measurement.gender == ALL]
    starts = trial.activity.starts
    before = next((one for one in reversed(shown) if one.on <= starts), None)
    until = trial.evaluated_on or trial.activity.ends
    after = next((one for one in reversed(shown) if starts < one.on <= until), None)
    last_breaks = {id(row): row.last_break for row in rows}
    last = last_breaks[id(after.measurement)] if after else None
    broken = before is not None and last is not None and before.on < last
    return Curve(target.indicator, target, before, after, broken=broken)


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, in their stems."""
    words = [word for word in _WORD.findall(text.lower()) if word not in _COMMON]
    return frozenset(_STEMMER.stemWords(words))


@dataclass(frozen=True)
class Fit:
    """A practice that may help, and why it is shown."""

    listed: Listed
    score: float
    shared_indicators: int
    is_tried_here: bool = False


# How many practices are suggested, and how many are looked through.
SUGGESTED, LOOKED_AT = 6, 300


def fitting_goal(goal: Goal, user: User) -> list[Fit]:
    """Practices that have been tried on the same kind of problem as a goal's. Six queries.

    A practice whose trials were to move the same indicators counts most, then one whose words
    are the goal's; those that stand higher come first among equals, and those that the unit has
    tried already last. What is contradicted is left out.
    """
    text = f"{goal.title} {goal.description} {goal.desired_effect}"
    indicators = list(goal.targets.values_list("indicator", flat=True))
    return _fitting(user, goal.title, text, indicators, goal.unit_id)


def fitting_area(area: DevelopmentArea, user: User) -> list[Fit]:
    """Practices that have been tried on the same kind of problem as a development area's."""
    indicators: list[int] = []
    if area.review is not None:
        indicators = list(area.review.goal.targets.values_list("indicator", flat=True))
    text = f"{area.title} {area.description}"
    return _fitting(user, area.title, text, indicators, area.unit_id)


def _fitting(user: User, title: str, text: str, indicators: list[int], unit: int) -> list[Fit]:
    about, wanted = stems(title), stems(text)
    practices = list(
        Practice.objects.readable_by(user).select_related("unit").order_by("-pk")[:LOOKED_AT]
    )
    shared: dict[int, int] = dict(
        Trial.objects.filter(practice__in=practices, activity__targets__indicator__in=indicators)
        .order_by()
        .values_list("practice")
        .annotate(n=Count("activity__targets__indicator", distinct=True))
    )
    likely = []
    for practice in practices:
        own = stems(f"{practice.title} {practice.problem}")
        overlap = len(own & wanted) / max(1, min(len(own), len(wanted)))
        # A word or two that two long texts happen to share says nothing of the problem.
        if not own & about and len(own & wanted) < 3:
            overlap = 0.0
        score = 2.0 * bool(shared.get(practice.pk)) + overlap
        if score >= 0.15:
            likely.append((score, practice))
    likely.sort(key=lambda pair: -pair[0])
    scores = {practice.pk: score for score, practice in likely[: 3 * SUGGESTED]}
    listed = with_standing([practice for _, practice in likely[: 3 * SUGGESTED]])
    fits = [
        Fit(one, scores[one.practice.pk], shared.get(one.practice.pk, 0), unit in one.tried_at)
        for one in listed
        if not one.standing.is_contradicted
    ]
    fits.sort(key=lambda fit: (fit.is_tried_here, -round(fit.score, 1), -fit.listed.standing.step))
    return fits[:SUGGESTED]


def forums_of(user: User, today: date) -> QuerySet[Forum]:
    """The forums that run and that the person speaks for: reviews and reads together in."""
    rows: QuerySet[Forum] = Forum.objects.belonging_to(user, today).running_on(today)
    return rows.select_related("unit")


def reviews_to_change(user: User, today: date) -> QuerySet[PracticeReview]:
    """The reviews that the person wrote, or that a forum of the person's has made."""
    mine = Forum.objects.belonging_to(user, today).order_by().values("pk")
    return PracticeReview.objects.filter(Q(by=user) | Q(forum__in=mine))
