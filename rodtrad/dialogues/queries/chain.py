"""What became of what was said: from the unit's dialogue to the board's answer, and back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.dialogues.models import AnswerReceiver, Matter, Topic, TopicEvidence, Visit
from rodtrad.organisation.models import Unit


@dataclass(frozen=True)
class Step:
    """One thing that happened, or is to happen, with a question.

    Attributes:
        tag: the kind of tag that shows it, as `status_tag` knows them.
        on: the day; None when none is set.
    """

    label: str
    tag: str
    on: date | None = None
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Trail:
    """A unit's question and what became of it, the first step first."""

    matter: Matter
    steps: tuple[Step, ...]

    @property
    def now(self) -> Step:
        """Where the question is."""
        return self.steps[-1]


def topic_steps(topic: Topic) -> list[Step]:
    """What became of a topic for the board; needs its round and its dialogue loaded."""
    steps = [
        Step(
            label="Föreslaget ämne för nämnden",
            tag="submitted",
            on=topic.proposed_on,
            text=topic.title,
        )
    ]
    if topic.withdrawn_on:
        return [*steps, Step("Förslaget togs tillbaka", "closed", topic.withdrawn_on)]
    if topic.round.agreed_on is None:
        return [*steps, Step("Nämnden har inte valt ämnen än", "planned")]
    if not topic.chosen:
        return [
            *steps,
            Step(
                "Nämnden valde andra ämnen",
                "closed",
                topic.round.agreed_on,
                topic.round.agreed_note,
            ),
        ]
    steps.append(Step("Nämnden valde ämnet", "ok", topic.round.agreed_on))
    dialogue = getattr(topic, "dialogue", None)
    if dialogue is None:
        return [*steps, Step("Nämnden väljer möte", "planned")]
    url = reverse("board_dialogue", args=[dialogue.pk])
    if dialogue.held_on is None:
        return [*steps, Step("Dialog i nämnden", "planned", dialogue.day, url=url)]
    steps.append(Step("Dialog i nämnden", "ok", dialogue.held_on, url=url))
    if dialogue.answered_on is not None:
        steps.append(Step("Nämndens svar", "ok", dialogue.answered_on, dialogue.answer, url))
    return steps


def trails(matters: Sequence[Matter]) -> list[Trail]:
    """What became of some questions: two queries for any number of them."""
    topics: dict[int, list[Topic]] = defaultdict(list)
    rows = TopicEvidence.objects.filter(
        kind=TopicEvidence.Kind.MATTER, number__in=[matter.pk for matter in matters]
    ).select_related("topic__round__school_year", "topic__dialogue__meeting")
    for row in rows:
        topics[row.number].append(row.topic)
    visits = {
        (visit.unit_id, visit.round.school_year_id): visit
        for visit in Visit.objects.filter(
            unit__in={matter.unit_id for matter in matters},
            round__school_year__in={matter.school_year_id for matter in matters},
            on__isnull=False,
        )
        .exclude(state=Visit.State.CANCELLED)
        .select_related("round")
    }
    return [
        Trail(
            matter,
            tuple(
                _steps(
                    matter,
                    topics[matter.pk],
                    visits.get((matter.unit_id, matter.school_year_id)),
                )
            ),
        )
        for matter in matters
    ]


def _steps(matter: Matter, topics: Iterable[Topic], visit: Visit | None) -> list[Step]:
    steps = [Step("Lyft av enheten", "submitted", matter.raised_on)]
    # A visit before the question was raised had nothing to say of it.
    if visit is not None and visit.on is not None and visit.on >= matter.raised_on:
        if visit.state == Visit.State.HELD:
            steps.append(Step("Togs upp i förvaltningens dialog", "ok", visit.on))
        else:
            steps.append(Step("Tas upp i förvaltningens dialog", "planned", visit.on))
    if matter.answered_on is not None:
        steps.append(Step("Förvaltningens svar", "ok", matter.answered_on, matter.answer))
    for topic in topics:
        steps.extend(topic_steps(topic))
    if len(steps) == 1:
        steps.append(Step("Väntar på förvaltningen", "planned"))
    return steps


def matters_of(unit: Unit, year: YearSpan, *, with_previous: bool = False) -> list[Matter]:
    """What the unit has raised in a school year, for its own pages and for visits. One query.

    Args:
        with_previous: also what was raised the year before: the board answers the year after.
    """
    years = [year.start, year.previous.start] if with_previous else [year.start]
    return list(
        Matter.objects.filter(unit=unit, school_year__in=years)
        .select_related("occasion", "answered_by")
        .order_by("-raised_on", "-pk")
    )


def board_answers(unit: Unit, year: YearSpan) -> list[AnswerReceiver]:
    """The board's answers that were sent to the unit in a school year. One query."""
    return list(
        AnswerReceiver.objects.filter(unit=unit, sent_on__range=(year.starts, year.ends))
        .select_related("dialogue__topic")
        .order_by("-sent_on", "-pk")
    )


@dataclass(frozen=True)
class Grounds:
    """A topic that the board chose, what of the unit's it rests on, and what became of it."""

    topic: Topic
    rows: tuple[TopicEvidence, ...]
    steps: tuple[Step, ...]


def grounds_from(unit: Unit, year: YearSpan) -> list[Grounds]:
    """The board's topics that rest on the unit's work of a school year, besides its questions.

    One query. The board's year is the one after the work's.
    """
    found: dict[int, list[TopicEvidence]] = defaultdict(list)
    rows = (
        TopicEvidence.objects.filter(
            topic__round__school_year=year.next.start, unit=unit, topic__chosen=True
        )
        .exclude(kind=TopicEvidence.Kind.MATTER)
        .select_related("topic__round__school_year", "topic__dialogue__meeting")
        .order_by("topic", "pk")
    )
    for row in rows:
        found[row.topic_id].append(row)
    return [
        Grounds(here[0].topic, tuple(here), tuple(topic_steps(here[0].topic)))
        for here in found.values()
    ]
