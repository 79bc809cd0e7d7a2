"""What goes by the calendar is done at its time, once, and caught up without flooding."""

from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from rodtrad.home import doctor, routines
from rodtrad.home.digest import letters, send
from rodtrad.home.management.commands import work
from rodtrad.home.models import Routine
from rodtrad.home.routines import CHORES, claim, do_due
from rodtrad.notifications.actions import tell
from tests.world import World

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LETTER = next(one for one in CHORES if one.key == "letter")
REMINDERS = next(one for one in CHORES if one.key == "reminders")
# A Monday.
MONDAY = date(2026, 11, 23)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment in Swedish time."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=STOCKHOLM)


def days_on(days: int) -> date:
    return MONDAY + timedelta(days=days)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What has been done, instead of doing it."""
    called: list[tuple[str, ...]] = []

    def note(*words: str, stdout: StringIO) -> None:
        called.append(words)
        stdout.write("Ja.")

    monkeypatch.setattr(routines, "call_command", note)
    return called


@pytest.mark.parametrize(
    ("moment", "slot"),
    [
        (at(MONDAY, 6, 29), days_on(-7)),
        (at(MONDAY, 6, 30), MONDAY),
        (at(days_on(6), 23, 59), MONDAY),
        (at(days_on(7), 6, 29), MONDAY),
        (at(days_on(7), 6, 30), days_on(7)),
    ],
)
def test_the_letter_is_for_mondays(moment: datetime, slot: date) -> None:
    assert LETTER.last_time(moment) == slot


@pytest.mark.parametrize(
    ("month", "day", "utc_hour"),
    # 06.00 in Sweden is 05.00 in winter and 04.00 in summer, also when the clock has just changed.
    [(1, 15, 5), (7, 15, 4), (3, 29, 4), (10, 25, 5)],
)
def test_the_time_of_day_is_swedish(month: int, day: int, utc_hour: int) -> None:
    moment = datetime(2026, month, day, utc_hour, tzinfo=ZoneInfo("UTC")).astimezone(STOCKHOLM)
    assert REMINDERS.last_time(moment) == date(2026, month, day)
    assert REMINDERS.last_time(moment - timedelta(seconds=1)) == date(2026, month, day - 1)


@pytest.mark.django_db
def test_a_new_installation_begins_with_the_next_time(done: list[tuple[str, ...]]) -> None:
    assert do_due(now=at(MONDAY, 12)) == []
    assert do_due(now=at(MONDAY, 23)) == []
    assert do_due(now=at(days_on(1), 6)) == ["surveys", "reminders"]
    assert done == [("survey", "close-due"), ("remind",)]


@pytest.mark.django_db
def test_each_is_done_once_a_day_and_the_letter_once_a_week(done: list[tuple[str, ...]]) -> None:
    do_due(now=at(days_on(-1), 12))
    for day in range(14):
        for hour in (0, 1, 5, 7, 12, 23):
            do_due(now=at(days_on(day), hour))
    assert done.count(("digest",)) == 2
    assert done.count(("remind",)) == 14
    assert done.count(("survey", "close-due")) == 14
    # Nobody has decided that anything is removed by itself.
    assert ("retention",) not in done


@pytest.mark.django_db
def test_after_a_long_time_off_each_is_done_once_at_most(done: list[tuple[str, ...]]) -> None:
    do_due(now=at(MONDAY, 12))
    assert do_due(now=at(days_on(60), 12)) == ["surveys", "reminders"]
    assert do_due(now=at(days_on(60), 13)) == []
    # 60 days on it is Friday: the letter waits for Monday.
    assert do_due(now=at(days_on(63), 7)) == ["surveys", "reminders", "letter"]


@pytest.mark.django_db
@pytest.mark.parametrize(("late", "is_sent"), [(1, True), (3, True), (4, False), (6, False)])
def test_a_letter_that_is_late_is_sent_until_thursday(
    done: list[tuple[str, ...]], late: int, is_sent: bool
) -> None:
    do_due(now=at(days_on(-3), 12))
    assert ("letter" in do_due(now=at(days_on(late), 12))) == is_sent
    assert "letter" in do_due(now=at(days_on(7), 12))


@pytest.mark.django_db
def test_of_two_processes_that_look_at_once_one_does_it() -> None:
    Routine.objects.create(key="reminders", done_for=days_on(-1))
    mine, theirs = Routine.objects.get(), Routine.objects.get()
    assert claim(REMINDERS, mine, now=at(MONDAY, 7))
    assert not claim(REMINDERS, theirs, now=at(MONDAY, 7, 1))
    assert not claim(REMINDERS, Routine.objects.get(), now=at(MONDAY, 7, 1))


@pytest.mark.django_db
def test_what_went_wrong_or_was_cut_off_is_tried_again_within_the_hour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers: list[Exception | None] = [
        CommandError("De här breven gick inte i väg:\nanna@exempel.se: nej"),
        RuntimeError("hemligt"),
        None,
        None,
    ]

    def asked(*words: str, stdout: StringIO) -> None:
        answer = answers.pop(0)
        if answer is not None:
            raise answer
        stdout.write("3 påminnelser\nskickade.")

    monkeypatch.setattr(routines, "call_command", asked)
    Routine.objects.create(key="reminders", done_for=days_on(-1))
    for other in ("surveys", "letter"):
        Routine.objects.create(key=other, done_for=MONDAY)
    assert do_due(now=at(MONDAY, 6)) == ["reminders"]
    # Who did not get a letter is not told to whoever looks after the machine.
    assert Routine.objects.get(key="reminders").wrong == "De här breven gick inte i väg"
    assert do_due(now=at(MONDAY, 6, 59)) == []
    assert do_due(now=at(MONDAY, 7)) == ["reminders"]
    assert "oväntat fel" in Routine.objects.get(key="reminders").wrong
    assert do_due(now=at(MONDAY, 8)) == ["reminders"]
    assert Routine.objects.get(key="reminders").told == "3 påminnelser skickade."
    assert do_due(now=at(MONDAY, 23)) == []
    # A process that died in the middle has not finished.
    Routine.objects.filter(key="reminders").update(finished_at=None)
    assert do_due(now=at(MONDAY, 23, 30)) == ["reminders"]


@pytest.mark.django_db
def test_it_is_switched_off_by_a_setting(settings: Any, done: list[tuple[str, ...]]) -> None:
    settings.ROUTINES = frozenset({"retention"})
    do_due(now=at(MONDAY, 12))
    assert do_due(now=at(days_on(1), 12)) == ["retention"]
    settings.ROUTINES = frozenset()
    assert do_due(now=at(days_on(2), 12)) == []


def test_everything_that_goes_by_the_calendar_can_be_done(world: World, settings: Any) -> None:
    settings.ROUTINES = frozenset(chore.key for chore in CHORES)
    now = timezone.now()
    for chore in CHORES:
        Routine.objects.create(key=chore.key, done_for=date(2020, 1, 1))
    # A Monday at noon, so that the letter's time is in.
    monday = timezone.localtime(now).date() - timedelta(days=timezone.localtime(now).weekday())
    assert do_due(now=at(monday, 12)) == [chore.key for chore in CHORES]
    assert not Routine.objects.exclude(wrong="").exists()
    assert "brev skickade" in Routine.objects.get(key="letter").told
    assert mail.outbox


def test_a_late_letter_leaves_the_next_mondays_in_its_place(world: World) -> None:
    def told(sentence: str) -> None:
        tell([world.board_member], kind="test", sentence=sentence, address="/", key=sentence)

    def gets_one(day: date) -> bool:
        return world.board_member in [one.to for one in letters(day)]

    told("En")
    thursday = days_on(3)
    send(next(one for one in letters(thursday) if one.to == world.board_member), today=thursday)
    told("Två")
    assert not gets_one(days_on(4))
    assert not gets_one(days_on(6))
    assert gets_one(days_on(7))
    # Two letters in a weekend are one too many.
    world.board_member.mail_choice.delete()
    world.board_member.refresh_from_db()
    send(next(one for one in letters(days_on(5)) if one.to == world.board_member), today=days_on(5))
    told("Tre")
    assert not gets_one(days_on(7))


@pytest.mark.django_db
def test_the_doctor_tells_when_each_was_done(settings: Any) -> None:
    now = timezone.now()

    def found(label: str) -> doctor.Finding:
        return next(one for one in doctor.check_routines() if one.name == label)

    assert found("Påminnelser").ok
    assert "har inte gjorts ännu" in found("Påminnelser").text
    assert "rodtrad retention" in found("Gallring").text
    today = timezone.localdate()
    row = Routine.objects.create(
        key="reminders", done_for=today, begun_at=now, finished_at=now, told="2 skickade."
    )
    assert found("Påminnelser").ok
    assert (
        f"senast {timezone.localtime(now):%Y-%m-%d %H:%M}. 2 skickade." in found("Påminnelser").text
    )
    row.wrong = "Det gick inte"
    row.save()
    assert not found("Påminnelser").ok
    row.wrong, row.done_for = "", today - timedelta(days=5)
    row.save()
    assert "rodtrad work" in found("Påminnelser").what_to_do


@pytest.mark.django_db
def test_work_does_what_goes_by_the_calendar(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    # The test's own connection stays open.
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr(Worker, "run", lambda self: None)
    call_command("work", "--once", stdout=StringIO())
    assert set(Routine.objects.values_list("key", flat=True)) == settings.ROUTINES
