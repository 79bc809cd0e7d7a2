"""Rows of dialogues that tests stand on, made through the actions as people would.

What is already there in the state that is asked for is used again, so that one test may ask for
all of them: a topic is proposed once a year, and is talked about at one meeting.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.test import Client

from rodtrad.accounts.models import User
from rodtrad.dialogues.actions.board import Ground, agree_on_topics, open_round, propose_topic
from rodtrad.dialogues.actions.board_visit import VisitPlan, offer_visit
from rodtrad.dialogues.actions.brief import send_brief, summon, write_brief
from rodtrad.dialogues.actions.chain import raise_matter
from rodtrad.dialogues.actions.outcome import add_follow_up, record_outcome
from rodtrad.dialogues.actions.sitting import Sitting, choose_sitting
from rodtrad.dialogues.actions.unit import Talk, Turnout, add_occasion
from rodtrad.dialogues.models import (
    BoardDialogue,
    BoardRound,
    FollowUp,
    Matter,
    MemberVisit,
    Occasion,
    Summons,
    Topic,
)
from rodtrad.notifications.models import Notice
from tests.world import World

TODAY = date(2026, 11, 25)
TITLES = ("Närvaro", "Läsning", "Stöd", "Trygghet", "Lokaler", "Kompetens")


def talk(
    on: date = date(2026, 10, 1),
    *,
    held: bool = True,
    groups: dict[str, Turnout] | None = None,
    said: str = "De vill ha lugnare luncher.",
    adjusted: str = "Vi delar lunchen i två omgångar.",
) -> Talk:
    """What was told of an occasion with the pupils and the guardians."""
    counted = {"pupils": Turnout(18, 24), "guardians": Turnout(9, 24)}
    return Talk(
        on=on,
        method="Klassråd",
        held=held,
        groups=counted if groups is None else groups,
        question="Hur är luncherna?",
        said=said if held else "",
        adjusted=adjusted if held else "",
    )


def held_occasion(world: World, **kwargs: object) -> Occasion:
    """A dialogue that has been held at the school."""
    return add_occasion(
        unit=world.school,
        school_year=world.year,
        talk=talk(**kwargs),  # type: ignore[arg-type]  # the same names as talk's own
        by=world.principal,
        today=TODAY,
    )


def planned_occasion(world: World, on: date = date(2027, 3, 1)) -> Occasion:
    """A dialogue that is planned at the school."""
    groups = {"staff": Turnout(), "pupils": Turnout()}
    return held_occasion(world, on=on, held=False, groups=groups)


def matter(world: World, text: str = "Vi behöver fler vuxna i matsalen.") -> Matter:
    """A question that the school raises from its dialogue."""
    return raise_matter(
        unit=world.school,
        school_year=world.year,
        text=text,
        by=world.principal,
        on=TODAY,
        occasion=held_occasion(world),
    )


def round_with(world: World, count: int = 4, *, by: User | None = None) -> BoardRound:
    """A round with proposed topics, the first of them on the grounds of what the school found."""
    person = by or world.head
    round_ = open_round(municipality=world.municipality, school_year=world.year, by=person)
    if round_.topics.exists():
        return round_
    for number, title in enumerate(TITLES[:count]):
        grounds = [Ground("area", world.area.pk, world.area.title, "", world.school)]
        propose_topic(
            round_,
            title=title,
            why="Enheterna ser en utmaning.",
            origin=Topic.Origin.MEMBER if person == world.board_member else "administration",
            grounds=grounds if number == 0 else [],
            by=person,
            on=TODAY,
        )
    return round_


def agreed_round(world: World, count: int = 3) -> BoardRound:
    """A round whose first topics the board has agreed on."""
    round_ = round_with(world)
    if round_.topics.filter(chosen=True).exists():
        return round_
    topics = list(round_.topics.order_by("pk")[:count])
    return agree_on_topics(round_, topics=topics, on=TODAY, by=world.chair)


def _first(found: QuerySet[BoardDialogue]) -> BoardDialogue | None:
    return found.order_by("pk").first()


def dialogue(world: World, on: date = TODAY + timedelta(days=20)) -> BoardDialogue:
    """A dialogue of the first chosen topic that has none or has not been prepared."""
    topics = agreed_round(world).topics.filter(chosen=True).order_by("pk")
    unprepared = _first(BoardDialogue.objects.filter(text="", briefs=None, held_on=None))
    if unprepared is not None:
        return unprepared
    taken = set(BoardDialogue.objects.values_list("topic", flat=True))
    topic = next(topic for topic in topics if topic.pk not in taken)
    day = on + timedelta(days=len(taken))
    sitting = Sitting(on=day, starts=time(14, 0), place="Sessionssalen")
    return choose_sitting(topic, sitting=sitting, by=world.chair, today=TODAY)


def written(world: World) -> BoardDialogue:
    """A dialogue with a brief that is not sent."""
    row = dialogue(world)
    text = "<p>Utkastets hemliga mening.</p>"
    return write_brief(row, text=text, revision=row.revision, by=world.head)


def sent(world: World) -> BoardDialogue:
    """A dialogue whose brief has been sent to the board."""
    waiting = _first(BoardDialogue.objects.filter(briefs__isnull=False, held_on=None))
    if waiting is not None:
        return waiting
    row = written(world)
    send_brief(row, on=TODAY, by=world.head)
    return BoardDialogue.objects.get(pk=row.pk)


def held(world: World) -> BoardDialogue:
    """A dialogue that has been held."""
    done = _first(BoardDialogue.objects.filter(held_on__isnull=False))
    if done is not None:
        return done
    row = sent(world)
    return record_outcome(
        row,
        said="<p>Nämnden talade om närvaron.</p>",
        led_to="<p>Förvaltningen ser över skolskjutsen.</p>",
        held_on=TODAY,
        revision=row.revision,
        by=world.secretary,
        today=TODAY,
    )


def called(world: World) -> Summons:
    """The school's principal, called to a dialogue."""
    return summon(dialogue(world), people=[world.principal], note="", on=TODAY, by=world.head)[0]


def follow_up(world: World) -> FollowUp:
    """Something that the principal is to see to after a dialogue."""
    return add_follow_up(
        held(world),
        what="Skolskjutsen ses över",
        due=TODAY + timedelta(days=90),
        responsible=world.principal,
        by=world.secretary,
        today=TODAY,
    )


def member_visit(world: World, *, places: int = 2) -> MemberVisit:
    """A visit to the school that the members are offered."""
    offered: MemberVisit | None = MemberVisit.objects.filter(places=places).first()
    if offered is not None:
        return offered
    round_ = open_round(municipality=world.municipality, school_year=world.year, by=world.head)
    plan = VisitPlan(
        unit=world.school,
        on=TODAY + timedelta(days=30),
        starts=time(9, 0),
        places=places,
        about="Läslyftet",
    )
    return offer_visit(round_, plan=plan, by=world.head, today=TODAY)


@contextmanager
def on_day(day: date = TODAY) -> Iterator[None]:
    """What happens inside happens that day, whatever day the test is run."""
    moment = datetime.combine(day, time(10, 0), tzinfo=ZoneInfo("Europe/Stockholm"))
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield


def signed_in(person: User) -> Client:
    """The person's browser."""
    client = Client()
    client.force_login(person)
    return client


def told(person: User) -> list[str]:
    """The sentences that the person has been told, the oldest first."""
    return list(Notice.objects.to(person).order_by("pk").values_list("sentence", flat=True))
