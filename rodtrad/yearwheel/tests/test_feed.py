"""The calendar feed: read by another library, right in time, and closed when it is closed."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.forums.actions import move_day
from rodtrad.forums.models import ForumSeries
from rodtrad.organisation.models import Assignment
from rodtrad.yearwheel.actions.feeds import MOST_AN_HOUR, open_feed, revoke_feed
from rodtrad.yearwheel.actions.items import move_item
from rodtrad.yearwheel.actions.wheels import adopt_wheel, open_wheel, revise_wheel, roll_over
from rodtrad.yearwheel.feeds import secret_of
from rodtrad.yearwheel.models import FeedAddress, Wheel, WheelKind
from rodtrad.yearwheel.queries import placed_of
from rodtrad.yearwheel.render.calendar import to_calendar
from rodtrad.yearwheel.tests.wheels import Wheels, build_wheels, item, kind
from tests.world import World

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def _read(body: bytes) -> dict[str, Any]:
    """The events by what they are called, as an independent library reads them."""
    calendar = vobject.readOne(body.decode())
    events: dict[str, Any] = {event.summary.value: event for event in calendar.vevent_list}
    return events


def _of(wheel: Wheel) -> dict[str, Any]:
    return _read(to_calendar("Hjulet", placed_of([wheel]), lambda one: "https://rodtrad.example/"))


def _address(made: Wheels, world: World) -> tuple[FeedAddress, str]:
    address = open_feed(user=world.principal, kind=made.principals.kind, unit=made.principals.unit)
    return address, reverse("calendar_feed", args=[address.public, secret_of(address.public)])


def test_whole_days_begin_and_end_as_the_standard_has_it(world: World) -> None:
    made = build_wheels(world)
    item(made.ska, "Sista dagen", world.head, when="date", first=date(2026, 12, 31))
    item(
        made.ska,
        "Över nyår",
        world.head,
        when="span",
        first=date(2026, 12, 21),
        last=date(2027, 1, 8),
    )
    item(made.ska, "Vecka 53", world.head, week=53)

    events = _of(made.ska)

    last = events["Sista dagen"]
    assert (last.dtstart.value, last.dtend.value) == (date(2026, 12, 31), date(2027, 1, 1))
    over = events["Över nyår"]
    assert (over.dtstart.value, over.dtend.value) == (date(2026, 12, 21), date(2027, 1, 9))
    week = events["Vecka 53"]
    assert (week.dtstart.value, week.dtend.value) == (date(2026, 12, 28), date(2027, 1, 2))
    assert week.transp.value == "TRANSPARENT"


def test_a_meeting_keeps_its_hour_on_both_sides_of_the_change_of_the_clock(world: World) -> None:
    made = build_wheels(world)
    for month, ordinal in ((10, 4), (10, 5), (3, 4), (4, 1)):
        item(
            made.ska,
            f"{month}-{ordinal}",
            world.head,
            when="forum",
            rule_forum=made.forum,
            month=month,
            ordinal=ordinal,
        )

    events = _of(made.ska)

    # Summer time ends on 25 October 2026 and begins on 28 March 2027.
    expected = {
        "10-4": datetime(2026, 10, 22, 7, tzinfo=UTC),
        "10-5": datetime(2026, 10, 29, 8, tzinfo=UTC),
        "3-4": datetime(2027, 3, 25, 8, tzinfo=UTC),
        "4-1": datetime(2027, 4, 1, 7, tzinfo=UTC),
    }
    for name, moment in expected.items():
        starts, ends = events[name].dtstart.value, events[name].dtend.value
        assert starts.astimezone(UTC) == moment, name
        assert starts.astimezone(STOCKHOLM).time() == time(9)
        assert ends - starts == timedelta(hours=2)


def test_a_meeting_in_the_night_when_the_clock_is_set_keeps_its_length(world: World) -> None:
    made = build_wheels(world)
    ForumSeries.objects.filter(forum=made.forum).update(
        weekday=6, starts_at=time(0, 30), minutes=240
    )
    item(
        made.ska,
        "Natten",
        world.head,
        when="forum",
        rule_forum=made.forum,
        month=10,
        ordinal=4,
    )

    night = _of(made.ska)["Natten"]

    assert night.dtstart.value.date() == date(2026, 10, 25)
    # From 0.30 summer time four hours lead to 3.30 winter time.
    assert night.dtend.value.astimezone(STOCKHOLM).time() == time(3, 30)
    assert night.dtend.value.astimezone(UTC) - night.dtstart.value.astimezone(UTC) == timedelta(
        hours=4
    )


def test_the_feed_tells_its_time_zone_and_asks_to_be_read_again(world: World) -> None:
    made = build_wheels(world)
    body = to_calendar("Hjulet", placed_of([made.principals]), lambda one: "https://x.example/")
    text = body.decode()

    zones = vobject.readOne(text).vtimezone_list
    assert [zone.tzid.value for zone in zones] == ["Europe/Stockholm"]
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in text
    assert text.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_an_item_keeps_its_identity_through_versions_and_gets_another_next_year(
    world: World,
) -> None:
    made = build_wheels(world)
    before = _of(made.principals)["Tjänstefördelning"]
    draft = revise_wheel(wheel=made.principals, by=world.head)
    move_item(item=draft.items.get(title="Tjänstefördelning"), week=12, by=world.head)
    adopt_wheel(wheel=draft, on=date(2026, 9, 1), by=world.head)

    after = _of(Wheel.objects.get(pk=draft.pk))["Tjänstefördelning"]

    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) == int(before.sequence.value) + 1
    assert after.dtstart.value == date(2027, 3, 22)


def test_unchanged_items_give_the_same_bytes(world: World) -> None:
    made = build_wheels(world)
    args = ("Hjulet", placed_of([made.principals]), lambda one: "https://x.example/")

    assert to_calendar(*args) == to_calendar(*args)


def test_whoever_has_the_address_reads_the_wheel_without_signing_in(world: World) -> None:
    made = build_wheels(world)
    address, url = _address(made, world)

    response = Client().get(url)

    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert "private" in response["Cache-Control"]
    assert "Analys av betyg årskurs 9" in _read(response.content)
    address.refresh_from_db()
    assert address.fetched_at is not None


def test_a_draft_is_not_in_the_feed(world: World) -> None:
    made = build_wheels(world)
    draft = revise_wheel(wheel=made.principals, by=world.head)
    item(draft, "Inte beslutad", world.head)
    _, url = _address(made, world)

    assert "Inte beslutad" not in _read(Client().get(url).content)


def test_a_moved_meeting_moves_in_the_feed_and_is_newer_than_what_calendars_have(
    world: World,
) -> None:
    made = build_wheels(world)
    draft = revise_wheel(wheel=made.principals, by=world.head)
    tied = draft.items.get(title="Analys av betyg årskurs 9")
    item(draft, "Veckan efter", world.head, when="after", after=tied, weeks_after=1)
    adopt_wheel(wheel=draft, on=date(2026, 9, 1), by=world.head)
    _, url = _address(made, world)
    before = _read(Client().get(url).content)
    move_day(
        made.forum.series.get(),
        on=date(2026, 10, 1),
        to=date(2026, 10, 6),
        at=None,
        reason="Konferens.",
        by=world.head,
    )

    after = _read(Client().get(url).content)

    assert after[tied.title].dtstart.value.date() == date(2026, 10, 6)
    for title in (tied.title, "Veckan efter"):
        assert int(after[title].sequence.value) > int(before[title].sequence.value)
        assert after[title].last_modified.value > before[title].last_modified.value
    for field in ("sequence", "last_modified", "dtstart"):
        now, then = (getattr(one["Tjänstefördelning"], field).value for one in (after, before))
        assert now == then, field


def test_a_program_that_has_the_newest_is_told_so(world: World) -> None:
    made = build_wheels(world)
    _, url = _address(made, world)
    first = Client().get(url)

    again = Client().get(url, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""


def test_a_revoked_address_says_that_it_is_closed_and_shows_nothing(world: World) -> None:
    made = build_wheels(world)
    address, url = _address(made, world)

    client = Client()
    client.force_login(world.principal)
    assert client.post(reverse("feed_revoke", args=[address.pk])).status_code == 302

    response = Client().get(url)
    assert response.status_code == 410
    assert "Adressen är stängd" in response.content.decode()
    assert b"BEGIN" not in response.content
    fresh, new_url = _address(made, world)
    assert new_url != url
    assert fresh.pk != address.pk
    assert Client().get(new_url).status_code == 200


def test_another_addresss_secret_opens_nothing(world: World) -> None:
    made = build_wheels(world)
    address, _ = _address(made, world)
    other = open_feed(user=world.head, kind=made.board.kind, unit=made.board.unit)

    mixed = reverse("calendar_feed", args=[address.public, secret_of(other.public)])

    assert Client().get(mixed).status_code == 404


def test_the_database_holds_no_secret(world: World) -> None:
    made = build_wheels(world)
    address, _ = _address(made, world)

    values = FeedAddress.objects.filter(pk=address.pk).values().get()

    assert secret_of(address.public) not in {str(value) for value in values.values()}


def test_who_has_left_the_role_reads_nothing_more(world: World) -> None:
    made = build_wheels(world)
    _, url = _address(made, world)
    Assignment.objects.filter(user=world.principal).update(ends=timezone.localdate())

    response = Client().get(url)

    assert response.status_code == 404
    assert "når inte hjulet längre" in response.content.decode()


def test_whose_account_is_closed_reads_nothing_more(world: World) -> None:
    made = build_wheels(world)
    _, url = _address(made, world)
    world.principal.is_active = False
    world.principal.save()

    assert Client().get(url).status_code == 404


def test_a_program_gone_wild_is_asked_to_wait(world: World) -> None:
    made = build_wheels(world)
    address, url = _address(made, world)
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    FeedAddress.objects.filter(pk=address.pk).update(counted_from=hour, fetches=MOST_AN_HOUR)

    response = Client().get(url)

    assert response.status_code == 429
    assert response["Retry-After"] == "3600"
    FeedAddress.objects.filter(pk=address.pk).update(counted_from=hour - timedelta(hours=1))
    assert Client().get(url).status_code == 200


def test_the_page_of_addresses_tells_nobody_where_one_came_from(world: World) -> None:
    made = build_wheels(world)
    _, url = _address(made, world)
    client = Client()
    client.force_login(world.principal)

    page = client.get(reverse("feed_list"))

    assert url in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"


def test_one_person_does_not_see_or_close_anothers_address(world: World) -> None:
    made = build_wheels(world)
    address, url = _address(made, world)
    client = Client()
    client.force_login(world.head)

    assert url not in client.get(reverse("feed_list")).content.decode()
    assert client.post(reverse("feed_revoke", args=[address.pk])).status_code == 404
    revoke_feed(address=address, at=timezone.now(), by=world.principal)


@pytest.mark.parametrize("code", [WheelKind.SKA, WheelKind.BOARD])
def test_the_years_beside_are_in_the_feed_too(world: World, code: str) -> None:
    made = build_wheels(world)
    wheel = open_wheel(kind=kind(code), unit=world.administration, year=2025, by=world.head)
    item(wheel, "Förra året", world.head, week=40)
    adopt_wheel(wheel=wheel, on=date(2025, 6, 1), by=world.head)
    address = open_feed(user=world.head, kind=wheel.kind, unit=made.board.unit)
    url = reverse("calendar_feed", args=[address.public, secret_of(address.public)])

    assert "Förra året" in _read(Client().get(url).content)


def test_what_people_write_is_escaped_folded_and_read_back_whole(world: World) -> None:
    made = build_wheels(world)
    title = "Åtgärder, frånvaro; närvaro \\ uppföljning – " + "åäö" * 20
    lines = "Första raden, med komma;\nandra raden\r\nBEGIN:VEVENT"
    item(made.ska, title, world.head, description=lines, week=40)

    body = to_calendar("Hjulet", placed_of([made.ska]), lambda one: "https://x.example/")

    # Lines end with CRLF and nothing else; none is longer than 75 octets, and no letter is split.
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert b"\r" not in body.replace(b"\r\n", b"")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert b"\\," in body
    assert b"\\;" in body
    assert b"\\n" in body
    event = _read(body)[title]
    assert event.description.value.splitlines()[:3] == [
        "Första raden, med komma;",
        "andra raden",
        "BEGIN:VEVENT",
    ]
    # What somebody wrote never becomes an event of its own.
    assert body.count(b"\r\nBEGIN:VEVENT") == len(placed_of([made.ska]))


def test_programs_are_told_all_they_are_known_to_trip_over(world: World) -> None:
    made = build_wheels(world)
    item(made.ska, "Dagen", world.head, when="date", first=date(2026, 11, 3))
    body = to_calendar("Hjulet", placed_of([made.ska]), lambda one: "https://x.example/")
    text = body.replace(b"\r\n ", b"").decode()

    head, _, rest = text.partition("BEGIN:VTIMEZONE")
    for line in ("VERSION:2.0", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-PUBLISHED-TTL:PT12H"):
        assert f"{line}\r\n" in head
    # The zone stands before what uses it, and says the rule for both halves of the year.
    zone, _, events = rest.partition("END:VTIMEZONE")
    assert "TZID:Europe/Stockholm" in zone
    assert zone.count("RRULE:FREQ=YEARLY") == 2
    assert "BEGIN:VEVENT" not in zone
    assert "BEGIN:VEVENT" in events
    # A whole day is a date, not a midnight; its end is the day after.
    assert "DTSTART;VALUE=DATE:20261103" in events
    assert "DTEND;VALUE=DATE:20261104" in events
    assert "X-MICROSOFT-CDO-BUSYSTATUS:FREE" in events
    for name in ("UID:", "DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:0", "SUMMARY:"):
        assert events.count(name) == events.count("BEGIN:VEVENT")


def test_next_years_items_do_not_take_the_place_of_this_years_in_the_calendar(
    world: World,
) -> None:
    made = build_wheels(world)
    this_year = {event.uid.value for event in _of(made.principals).values()}
    rolled = roll_over(wheel=made.principals, breaks=[], by=world.head)

    next_year = {event.uid.value for event in _of(rolled).values()}

    assert len(next_year) == len(this_year)
    assert not this_year & next_year
    again = {event.uid.value for event in _of(made.principals).values()}
    assert again == this_year
