"""Proposing topics for the board's dialogues, and agreeing on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.dialogues.models import BoardRound, BoardRule, Topic, TopicEvidence
from rodtrad.dialogues.people import board_people, leaders
from rodtrad.notifications.actions import tell
from rodtrad.organisation.access import Permission
from rodtrad.organisation.models import SchoolYear, Unit

_WORDS = (
    *("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva"),
    "tolv",
)


def in_words(number: int) -> str:
    """A small number as a word: "tre"; from thirteen on in figures."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else str(number)


@dataclass(frozen=True)
class Ground:
    """Something in the work of the year that speaks for a topic, with the words it has now."""

    kind: str
    number: int
    label: str
    text: str = ""
    unit: Unit | None = None


def rule_of(municipality: Unit) -> BoardRule:
    """The board's rule; the guideline's own numbers until others are set. One query."""
    rule = BoardRule.objects.filter(unit=municipality).first()
    return rule or BoardRule(unit=municipality)


@transaction.atomic
def change_rule(municipality: Unit, *, fewest: int, most: int, minutes: int, by: User) -> BoardRule:
    """Set how many topics the board agrees on and how long a dialogue is.

    Raises:
        ValidationError: for numbers that make no sense.
    """
    rule = rule_of(municipality)
    rule.fewest, rule.most, rule.minutes = fewest, most, minutes
    save_by(rule, by)
    record("board_rule.changed", by=by, target=rule, unit_id=municipality.pk)
    return rule


@transaction.atomic
def open_round(*, municipality: Unit, school_year: SchoolYear, by: User) -> BoardRound:
    """The board's dialogues of a school year; opened when the first topic is proposed.

    Raises:
        ValidationError: for a unit that has no board, or a closed school year.
    """
    if municipality.kind != Unit.Kind.MUNICIPALITY:
        raise ValidationError("Bara huvudmannen har en nämnd.")
    Unit.objects.select_for_update().get(pk=municipality.pk)
    found: BoardRound | None = BoardRound.objects.filter(
        unit=municipality, school_year=school_year
    ).first()
    if found is not None:
        return found
    if school_year.closed_at is not None:
        raise ValidationError(f"Läsåret {school_year} är stängt.")
    made = save_by(BoardRound(unit=municipality, school_year=school_year), by)
    record("board_round.opened", by=by, target=made, unit_id=municipality.pk)
    return made


@transaction.atomic
def propose_topic(
    round_: BoardRound,
    *,
    title: str,
    why: str,
    origin: str,
    by: User,
    on: date,
    at_sitting: bool = False,
    grounds: Iterable[Ground] = (),
) -> Topic:
    """A topic that the administration or a member wants the board to talk about.

    Args:
        at_sitting: whether it was proposed at the very meeting where the board agrees.

    Raises:
        ValidationError: when the board has agreed already, or the topic is proposed before.
    """
    if round_.agreed_on is not None and not at_sitting:
        raise ValidationError(
            f"Nämnden har redan valt ämnen för {round_.school_year}. Föreslå ämnet för nästa läsår."
        )
    topic = save_by(
        Topic(
            round=round_,
            title=title.strip(),
            why=why.strip(),
            origin=origin,
            at_sitting=at_sitting,
            proposed_by=by,
            proposed_on=on,
        ),
        by,
    )
    for ground in grounds:
        row = TopicEvidence(
            topic=topic,
            kind=ground.kind,
            number=ground.number,
            label=ground.label[:250],
            text=ground.text,
            unit=ground.unit,
        )
        row.full_clean()
        row.save()
    record("topic.proposed", by=by, target=topic, unit_id=round_.unit_id)
    _tell_proposed(topic, by)
    return topic


def _tell_proposed(topic: Topic, by: User) -> None:
    """A member's topic is told to the administration, the administration's to nobody yet."""
    if topic.origin == Topic.Origin.MEMBER:
        tell(
            leaders(topic.round.unit, on=topic.proposed_on),
            kind="topic-proposed",
            sentence=f"Nytt förslag till ämne för nämndens dialog: {topic.title}",
            address=_topics_page(topic.round),
            key=f"topic:{topic.pk}",
            unit=topic.round.unit,
            by=by,
        )


@transaction.atomic
def change_topic(topic: Topic, *, title: str, why: str, revision: int, by: User) -> Topic:
    """Put a topic in other words, until the board has agreed.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when the board has agreed.
    """
    stored = check_revision(topic, revision)
    _require_open(stored.round)
    stored.title, stored.why = title.strip(), why.strip()
    stored.revision += 1
    save_by(stored, by)
    record("topic.changed", by=by, target=stored, unit_id=stored.round.unit_id)
    return stored


@transaction.atomic
def withdraw_topic(topic: Topic, *, on: date, by: User) -> Topic:
    """Take a proposal back; it stays to be read, but cannot be chosen.

    Raises:
        ValidationError: when the board has agreed.
    """
    _require_open(topic.round)
    topic.withdrawn_on = on
    save_by(topic, by)
    record("topic.withdrawn", by=by, target=topic, unit_id=topic.round.unit_id)
    return topic


@transaction.atomic
def agree_on_topics(
    round_: BoardRound, *, topics: Sequence[Topic], on: date, by: User, note: str = ""
) -> BoardRound:
    """The board agrees on the topics of the school year; the others are passed over.

    May be done again, as long as no topic that has a dialogue is left out.

    Raises:
        ValidationError: for fewer or more topics than the rule says, a topic of another round,
            one that is withdrawn, or one left out that has a dialogue already.
    """
    stored: BoardRound = BoardRound.objects.select_for_update().get(pk=round_.pk)
    _check_count(rule_of(stored.unit), len(topics))
    chosen = {topic.pk for topic in topics}
    rows = {topic.pk: topic for topic in stored.topics.select_related("dialogue")}
    if chosen - rows.keys():
        raise ValidationError("Ett av ämnena är föreslaget för ett annat läsår.")
    for topic in rows.values():
        if topic.pk in chosen and topic.withdrawn_on is not None:
            raise ValidationError(f"Förslaget ”{topic}” är tillbakadraget och kan inte väljas.")
        if topic.pk not in chosen and hasattr(topic, "dialogue"):
            raise ValidationError(
                f"Ämnet ”{topic}” har redan en dialog inplanerad. Ställ in den innan ämnet väljs "
                "bort."
            )
        if topic.chosen != (topic.pk in chosen):
            topic.chosen = topic.pk in chosen
            topic.revision += 1
            save_by(topic, by)
    stored.agreed_on, stored.agreed_note = on, note.strip()
    save_by(stored, by)
    record("board_round.agreed", by=by, target=stored, unit_id=stored.unit_id, topics=len(chosen))
    tell(
        [
            *leaders(stored.unit, on=on),
            *board_people(stored.unit, Permission.PRESIDE, on=on),
        ],
        kind="topics-agreed",
        sentence=f"Nämnden har valt {in_words(len(chosen))} ämnen för {stored.school_year}. "
        "Nu väljer presidiet möten.",
        address=_topics_page(stored),
        key=f"round:{stored.pk}",
        unit=stored.unit,
        by=by,
    )
    return stored


def _check_count(rule: BoardRule, count: int) -> None:
    if rule.fewest <= count <= rule.most:
        return
    wanted = (
        in_words(rule.fewest)
        if rule.fewest == rule.most
        else f"{in_words(rule.fewest)} till {in_words(rule.most)}"
    )
    if count < rule.fewest:
        missing = rule.fewest - count
        step = f"Välj {in_words(missing)} till."
    else:
        step = f"Ta bort {in_words(count - rule.most)}."
    raise ValidationError(
        {
            "topics": f"Nämnden enas kring {wanted} ämnen för läsåret, så att vart och ett får en "
            f"djupare dialog på ungefär en timme (riktlinjen 6.1). Du har valt {in_words(count)}. "
            f"{step}"
        }
    )


def _require_open(round_: BoardRound) -> None:
    if round_.agreed_on is not None:
        raise ValidationError("Nämnden har redan enats, och förslagen går inte att ändra.")


def _topics_page(round_: BoardRound) -> str:
    return reverse("topic_list", query={"lasar": round_.school_year.slug})
