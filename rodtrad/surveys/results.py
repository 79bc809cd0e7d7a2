"""What a survey's answers say, with what is too small left out before anything is added up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, OuterRef, Subquery

from rodtrad.indicators.statistics import (
    Interval,
    change_is_larger_than_chance,
)
from rodtrad.surveys.disclosure import is_alike, may_be_added_up, withheld
from rodtrad.surveys.models import (
    Answer,
    Option,
    Question,
    Stance,
    Survey,
    SurveyIndex,
    SurveyUnit,
)
from rodtrad.surveys.tallies import Tally, add_up, index_interval, pool

# What is told of a small group that answered alike, by how all or all but one of it answered.
ALIKE_WORDS = {
    Stance.POSITIVE.value: "Alla eller alla utom en positiva",
    Stance.OTHER.value: "Ingen eller bara en positiv",
    Stance.NO_OPINION.value: "Alla eller alla utom en utan åsikt",
}


@dataclass(frozen=True)
class IndexLine:
    """An index as it is shown for a unit, or for all units together.

    Attributes:
        tally: None when it is withheld or nobody answered.
        people: how many had an opinion in the question where the fewest had one.
    """

    index: SurveyIndex
    tally: Tally | None
    is_withheld: bool
    people: int = 0

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of the share, in percent; None when there is no share."""
        if self.tally is None or not self.tally.with_opinion or not self.people:
            return None
        found = index_interval(self.tally.positive, self.tally.with_opinion, self.people)
        return Interval(100 * found.low, 100 * found.high)


@dataclass(frozen=True)
class Line:
    """A question as it is shown for a unit, or for all units together.

    Attributes:
        tally: None when it is withheld or nobody answered.
        is_withheld: whether there are answers that may not be shown.
        units: how many units are in it, when it is for all.
        left_out: how many units have answers that are not in it, when it is for all.
        earlier: the same question in the earlier round.
        groups: label and tally of each group; None for a group that is withheld.
        alike: what is told instead of numbers where a small group answered alike.
    """

    question: Question
    tally: Tally | None
    is_withheld: bool
    units: int = 1
    left_out: int = 0
    earlier: Tally | None = None
    groups: tuple[tuple[str, Tally | None], ...] = ()
    alike: str = ""

    @property
    def change(self) -> str:
        """What the change since the earlier round can be said to be, in words."""
        now, then = self.tally, self.earlier
        if now is None or then is None or not now.with_opinion or not then.with_opinion:
            return ""
        if not change_is_larger_than_chance(
            then.positive, then.with_opinion, now.positive, now.with_opinion
        ):
            return "Ingen säker förändring"
        is_higher = now.positive * then.with_opinion > then.positive * now.with_opinion
        return "Högre än förra gången" if is_higher else "Lägre än förra gången"


@dataclass
class Results:
    """All that is shown of a survey. Nothing is in here that may not be shown.

    Attributes:
        responses: how many answered at each unit (by `SurveyUnit`'s number).
        reads: the numbers of the units (`Unit`) that the reader may read one by one; None for all.
        shown: tallies by (survey unit, question).
        groups: tallies by (survey unit, question, group's answer).
        hidden: (survey unit, question) with answers that are withheld.
        alike: how nearly all answered, by those of them that are withheld for being alike.
        together: by question, the tallies of units that answered alike, added up, and how many
            units: only where the sum does not tell how one of them answered.
        hidden_groups: (survey unit, question, group's answer) that are withheld.
    """

    survey: Survey
    units: tuple[SurveyUnit, ...]
    questions: tuple[Question, ...]
    group_options: tuple[Option, ...]
    responses: dict[int, int]
    reads: frozenset[int] | None = None
    shown: dict[tuple[int, int], Tally] = field(default_factory=dict)
    groups: dict[tuple[int, int, int], Tally] = field(default_factory=dict)
    hidden: set[tuple[int, int]] = field(default_factory=set)
    hidden_groups: set[tuple[int, int, int]] = field(default_factory=set)
    alike: dict[tuple[int, int], str] = field(default_factory=dict)
    together: dict[int, tuple[Tally, int]] = field(default_factory=dict)

    @cached_property
    def asked(self) -> int:
        """How many were asked at the units that have said so."""
        return sum(unit.asked or 0 for unit in self.units)

    @cached_property
    def indexes(self) -> tuple[SurveyIndex, ...]:
        """The survey's indexes with their questions. Two queries, the first time."""
        rows = self.survey.indexes.select_related("indicator")
        return tuple(rows.prefetch_related("questions"))

    @property
    def answered(self) -> int:
        """How many answered in all."""
        return sum(self.responses.values())

    def line(self, question: Question, unit: SurveyUnit | None) -> Line:
        """A question for one unit, or for all together when `unit` is None."""
        if unit is not None:
            key = (unit.pk, question.pk)
            groups = tuple(
                (option.label, self.groups.get((*key, option.pk)))
                for option in self.group_options
                if (*key, option.pk) in self.groups or (*key, option.pk) in self.hidden_groups
            )
            alike = ALIKE_WORDS[self.alike[key]] if key in self.alike else ""
            return Line(
                question, self.shown.get(key), key in self.hidden, groups=groups, alike=alike
            )
        there = [one for one in self.units if (one.pk, question.pk) in self.shown]
        if self._tells_of_one(there):
            return Line(question, None, True)
        found = [self.shown[one.pk, question.pk] for one in there]
        units = len(found)
        left_out = sum((one.pk, question.pk) in self.hidden for one in self.units)
        if question.pk in self.together:
            tally, more = self.together[question.pk]
            found.append(tally)
            units += more
            left_out -= more
        return Line(
            question, add_up(found), left_out > 0 and not found, units=units, left_out=left_out
        )

    def _tells_of_one(self, units: Sequence[SurveyUnit]) -> bool:
        """Whether the sum of these, less what the reader may read, is a single other unit."""
        return self.reads is not None and sum(one.unit_id not in self.reads for one in units) == 1

    def area(self, name: str, unit: SurveyUnit | None) -> Tally | None:
        """The index of an area: its questions' shown answers pooled."""
        lines = [self.line(one, unit) for one in self.questions if one.area == name]
        return pool(line.tally for line in lines if line.tally is not None)

    def index(self, index: SurveyIndex, unit: SurveyUnit | None) -> IndexLine:
        """An index at one unit, or at all together when `unit` is None.

        Given only where all its questions may be shown: an index of fewer would be another one.
        """
        if unit is None:
            each = [self.index(index, one) for one in self.units]
            there = [one for one, line in zip(self.units, each, strict=True) if line.tally]
            if self._tells_of_one(there):
                return IndexLine(index, None, True)
            tallies = [one.tally for one in each if one.tally is not None]
            hidden = any(one.is_withheld for one in each) and not tallies
            return IndexLine(index, pool(tallies), hidden, sum(one.people for one in each))
        keys = [(unit.pk, question.pk) for question in index.questions.all()]
        found = [self.shown[key] for key in keys if key in self.shown]
        if len(found) < len(keys):
            return IndexLine(index, None, any(key in self.hidden for key in keys))
        people = min((one.with_opinion for one in found), default=0)
        return IndexLine(index, pool(found), False, people)


def read_results(survey: Survey, *, today: date, reads: frozenset[int] | None = None) -> Results:
    """What may be shown of a survey that has ended. Four queries, whatever its size.

    Args:
        reads: the numbers of the units that the reader may read one by one; None for all.

    Raises:
        ValueError: while answers can still come in.
    """
    if not survey.has_ended(today):
        raise ValueError("Resultatet visas när enkäten har stängt.")
    counted_units = survey.units.select_related("unit").annotate(answered=Count("responses"))
    units = tuple(counted_units)
    all_questions: list[Question] = list(survey.questions.prefetch_related("options"))
    scales = tuple(one for one in all_questions if one.kind == Question.Kind.SCALE)
    group = next((one for one in all_questions if one.kind == Question.Kind.GROUP), None)
    responses = {unit.pk: unit.answered for unit in counted_units}
    results = Results(
        survey,
        units,
        scales,
        tuple(group.options.all()) if group else (),
        responses,
        reads,
    )
    counted = _count(survey, group)
    for question in scales:
        alike = [
            tally
            for unit in units
            if (tally := _show(results, unit, question, counted[unit.pk, question.pk]))
        ]
        together = add_up(alike)
        # Left out of the total, small units where all are content would make it too low.
        if together is not None and may_be_added_up(tally.by_stance for tally in alike):
            results.together[question.pk] = (together, len(alike))
    return results


Counted = dict[int | None, dict[int, int]]


def _count(survey: Survey, group: Question | None) -> dict[tuple[int, int], Counted]:
    """By (survey unit, question): by group's answer: by answer: how many. One query."""
    own_group = (
        Answer.objects.filter(response=OuterRef("response"), question=group)
        .order_by()
        .values("option")[:1]
    )
    rows = (
        Answer.objects.filter(question__survey=survey, question__kind=Question.Kind.SCALE)
        .annotate(own_group=Subquery(own_group))
        .order_by()
        .values_list("response__survey_unit", "question", "own_group", "option")
        .annotate(n=Count("pk"))
    )
    found: dict[tuple[int, int], Counted] = defaultdict(lambda: defaultdict(dict))
    for unit, question, chosen_group, option, n in rows:
        found[unit, question][chosen_group][option] = n
    return found


def _show(results: Results, unit: SurveyUnit, question: Question, counted: Counted) -> Tally | None:
    """Put in the results what may be shown of one question at one unit.

    Returns:
        The tally that is withheld for being alike, else None.
    """
    options = tuple(question.options.all())
    smallest = results.survey.smallest_group
    total = _tally(options, counted.values())
    key = (unit.pk, question.pk)
    if total.n == 0:
        return None
    if total.n < smallest:
        results.hidden.add(key)
        return None
    stances = total.by_stance
    if is_alike(stances.values(), smallest=smallest):
        results.hidden.add(key)
        results.alike[key] = max(stances, key=lambda stance: stances[stance])
        return total
    results.shown[key] = total
    if not results.group_options:
        return None
    tallies = {chosen: _tally(options, [counts]) for chosen, counts in counted.items()}
    hidden = withheld(
        {chosen: tuple(tally.by_stance.values()) for chosen, tally in tallies.items()},
        smallest=smallest,
    )
    for option in results.group_options:
        if option.pk in hidden:
            results.hidden_groups.add((*key, option.pk))
        elif option.pk in tallies:
            results.groups[(*key, option.pk)] = tallies[option.pk]
    return None


def _tally(options: Sequence[Option], parts: Iterable[dict[int, int]]) -> Tally:
    found = list(parts)
    return Tally(
        tuple(options),
        tuple(sum(part.get(option.pk, 0) for part in found) for option in options),
    )


def written_answers(results: Results, unit: SurveyUnit) -> list[Answer]:
    """The free texts of a unit, question by question, when enough people have answered there.

    In the order of their random numbers, so that the order tells nothing. One query.
    """
    if results.responses.get(unit.pk, 0) < results.survey.smallest_group:
        return []
    return list(
        Answer.objects.filter(response__survey_unit=unit, question__kind=Question.Kind.TEXT)
        .select_related("question")
        .order_by("question__position", "question_id", "pk")
    )
