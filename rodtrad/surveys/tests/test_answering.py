"""Answering: all the answers once or none, by nobody in particular, on any telephone."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.surveys import actions
from rodtrad.surveys.actions import Refused, Submission, answering, close_survey, submit_answers
from rodtrad.surveys.languages import LANGUAGES
from rodtrad.surveys.limits import WRONG_CODES
from rodtrad.surveys.models import Answer, OneTimeCode, Response, Survey, SurveyUnit
from rodtrad.surveys.tests.helpers import (
    AFRAID,
    SAFE,
    TODAY,
    answer,
    draft,
    part_of,
    published,
    question,
)
from tests.world import World

FIRST_LOAD = 100_000


@pytest.fixture
def survey(world: World, monkeypatch: pytest.MonkeyPatch) -> Survey:
    """An open survey, on a day when it is open."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    return published(world)


def address(part: SurveyUnit) -> str:
    return reverse("answer_survey", args=[part.code])


def sent(survey: Survey, **fields: Any) -> dict[str, Any]:
    """What the page sends when the first question is answered."""
    safe = question(survey, SAFE)
    return {
        "kvitto": str(uuid.uuid4()),
        f"fraga-{safe.pk}": str(safe.options.get(label="Till stor del").pk),
        **fields,
    }


def test_whoever_has_the_link_answers_without_an_account(survey: Survey) -> None:
    client = Client()
    part = part_of(survey)

    page = client.get(address(part))
    answered = client.post(address(part), sent(survey))

    assert SAFE in page.content.decode()
    assert answered.status_code == 302
    assert answered["Location"].startswith(reverse("answer_thanks", args=[part.code]))
    assert Answer.objects.get().option is not None


def test_whoever_answers_leaves_nothing_behind_in_the_browser(survey: Survey) -> None:
    client = Client()
    client.get(address(part_of(survey)))
    client.post(address(part_of(survey)), sent(survey))

    assert dict(client.cookies) == {}


def test_what_is_stored_points_at_nobody(survey: Survey) -> None:
    names = {
        field.name
        for model in (Response, Answer, OneTimeCode)
        for field in model._meta.get_fields()
    }

    assert names == {
        *("id", "survey_unit", "day", "receipt", "answers"),
        *("response", "question", "option", "text", "hidden_because"),
        *("code", "is_used"),
    }
    assert Response._meta.get_field("day").get_internal_type() == "DateField"
    relations = {
        field.related_model
        for field in OneTimeCode._meta.get_fields()
        if field.is_relation and field.related_model
    }
    assert relations == {SurveyUnit}


def test_the_same_page_sent_twice_counts_once(survey: Survey) -> None:
    client = Client()
    data = sent(survey)
    client.post(address(part_of(survey)), data)
    again = client.post(address(part_of(survey)), data, follow=True)

    assert Response.objects.count() == 1
    assert "De räknas en gång" in again.content.decode()


def test_nothing_answered_is_said_and_nothing_is_stored(survey: Survey) -> None:
    page = Client().post(address(part_of(survey)), {"kvitto": str(uuid.uuid4())})

    assert page.status_code == 422
    assert "Svara på minst en" in page.content.decode()
    assert not Response.objects.exists()


def test_a_personal_identity_number_is_stopped_and_the_rest_is_kept(survey: Survey) -> None:
    text = question(survey, "Vad kan bli bättre?")
    data = sent(survey, **{f"fraga-{text.pk}": "Fråga 811218-9876 om det"})
    page = Client().post(address(part_of(survey)), data)

    shown = page.content.decode()
    assert page.status_code == 422
    assert "personnummer" in shown
    assert "Fråga 811218-9876 om det" in shown
    assert "checked" in shown
    assert not Response.objects.exists()


def test_the_link_after_closing_says_that_it_is_closed(world: World, survey: Survey) -> None:
    close_survey(survey, on=TODAY, by=world.principal)
    page = Client().get(address(part_of(survey)))

    assert page.status_code == 410
    assert "Enkäten är stängd" in page.content.decode()
    with pytest.raises(Refused, match="closed"):
        answer(part_of(survey), safe="Till stor del")


def test_the_link_before_opening_says_when_to_come_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = published(world)
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 10, 1))
    page = Client().get(address(part_of(survey)))

    assert "2026-11-01" in page.content.decode()


def test_a_draft_has_no_open_link(world: World) -> None:
    assert Client().get(address(part_of(draft(world)))).status_code == 404


def test_an_answer_from_another_survey_is_no_answer(world: World, survey: Survey) -> None:
    other = question(draft(world), SAFE)
    chosen = {question(survey, SAFE).pk: other.options.all()[0].pk}

    with pytest.raises(Refused, match="empty"):
        submit_answers(part_of(survey), Submission(uuid.uuid4(), chosen), today=TODAY)


def test_a_one_time_code_is_used_once(world: World) -> None:
    survey = published(world, access="codes")
    part = part_of(survey)
    actions.make_codes(part, count=3, by=world.principal)
    code = part.codes.all()[0].code

    with pytest.raises(Refused, match="code_wrong"):
        answer(part, safe="Till stor del", code="fel")
    # As people write: in capitals, with a space.
    answer(part, safe="Till stor del", code=f"{code[:4]} {code[4:]}".upper())
    with pytest.raises(Refused, match="code_used"):
        answer(part, safe="Till stor del", code=code)

    assert Response.objects.count() == 1
    assert part.codes.filter(is_used=True).count() == 1


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let something happen when answers have been looked through but are not stored yet."""
    looked_through = answering._checked

    def checked(part: SurveyUnit, submission: Submission) -> list[Answer]:
        monkeypatch.setattr(answering, "_checked", looked_through)
        happens()
        return looked_through(part, submission)

    monkeypatch.setattr(answering, "_checked", checked)


def test_a_page_with_a_code_sent_twice_at_once_is_thanked_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = part_of(published(world, access="codes"))
    actions.make_codes(part, count=1, by=world.principal)
    code, receipt = part.codes.get().code, uuid.uuid4()
    meanwhile(monkeypatch, lambda: answer(part, code=code, receipt=receipt))

    assert answer(part, code=code, receipt=receipt) is False
    assert Response.objects.count() == 1


def test_answers_to_a_survey_that_closes_meanwhile_are_not_taken(
    world: World, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: close_survey(survey, on=TODAY, by=world.principal))

    with pytest.raises(Refused, match="closed"):
        answer(part_of(survey))
    assert not Response.objects.exists()


def test_signs_and_numbers_that_no_page_sends_do_no_harm(survey: Survey) -> None:
    text = question(survey, "Vad kan bli bättre?")
    data = sent(
        survey,
        **{
            f"fraga-{text.pk}": "Ma\x00ten",
            f"fraga-{question(survey, AFRAID).pk}": "9" * 5000,
            f"fraga-{'9' * 5000}": "1",
            "kod": "\x00",
        },
    )
    # As browsers send it: the other way does not let so long a name through.
    form = "application/x-www-form-urlencoded"
    page = Client().post(address(part_of(survey)), urlencode(data), content_type=form)

    assert page.status_code == 302
    assert Answer.objects.get(question=text).text == "Maten"


def test_a_code_is_not_used_up_by_answers_that_are_refused(world: World) -> None:
    survey = published(world, access="codes")
    part = part_of(survey)
    actions.make_codes(part, count=1, by=world.principal)

    with pytest.raises(Refused, match="empty"):
        answer(part, safe="", code=part.codes.get().code)
    assert not part.codes.get().is_used


def test_it_is_answered_in_a_language_that_is_written_from_the_right(
    world: World, survey: Survey
) -> None:
    safe = question(survey, SAFE)
    actions.translate_survey(
        survey,
        language="ar",
        title="الأمان في المدرسة",
        intro="",
        questions={safe.pk: "هل تشعر بالأمان في المدرسة؟"},
        options={"Till stor del": "إلى حد كبير"},
        by=world.principal,
    )
    page = Client().get(address(part_of(survey)) + "?sprak=ar").content.decode()

    assert '<html lang="ar" dir="rtl">' in page
    assert "هل تشعر بالأمان في المدرسة؟" in page
    assert "إلى حد كبير" in page
    assert "إرسال الإجابات" in page
    # What is not translated stands in Swedish.
    assert "Vad kan bli bättre?" in page


def test_every_language_has_every_word_of_the_frame() -> None:
    swedish = LANGUAGES[0].words
    for language in LANGUAGES:
        assert language.words.keys() == swedish.keys(), language.code
        assert all(language.words.values()), language.code


def test_the_first_load_is_light_and_needs_no_script(world: World, survey: Survey) -> None:
    page = Client().get(address(part_of(survey)))
    weight = len(page.content)
    html = page.content.decode()
    for name in ("surveys/answer.css", "core/logo.svg"):
        assert name in html
        found = finders.find(name)
        assert isinstance(found, str)
        weight += Path(found).stat().st_size

    assert "<script" not in html
    assert html.count("/static/") == 2
    assert weight < FIRST_LOAD, weight


@pytest.fixture
def empty_counts() -> Iterator[None]:
    """Nothing counted before, nor after."""
    caches["answering"].clear()
    yield
    caches["answering"].clear()


@pytest.mark.usefixtures("empty_counts")
def test_three_hundred_answer_at_once_from_one_network(survey: Survey) -> None:
    part, client = part_of(survey), Client()
    codes = {client.post(address(part), sent(survey)).status_code for _ in range(300)}

    assert codes == {302}
    assert Response.objects.filter(survey_unit=part).count() == 300


@pytest.mark.usefixtures("empty_counts")
@pytest.mark.usefixtures("survey")
def test_codes_are_not_guessed_and_what_was_filled_in_stays(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(WRONG_CODES, most=5)
    monkeypatch.setattr("rodtrad.surveys.views.answering.WRONG_CODES", few)
    survey = published(world, access="codes")
    part, client = part_of(survey), Client()
    actions.make_codes(part, count=1, by=world.principal)
    right = OneTimeCode.objects.get().code
    for number in range(few.most):
        assert client.post(address(part), sent(survey, kod=f"fel{number}")).status_code == 422

    stopped = client.post(address(part), sent(survey, kod=right))
    assert stopped.status_code == 429
    assert "vänta tio minuter och skicka igen" in stopped.content.decode()
    assert "checked" in stopped.content.decode()
    assert not Response.objects.exists()
    # Another network is not shut out by it.
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert elsewhere.post(address(part), sent(survey, kod=right)).status_code == 302


@pytest.mark.usefixtures("empty_counts")
def test_nothing_counted_tells_from_where_or_in_what_anybody_answered(survey: Survey) -> None:
    part = part_of(survey)
    Client(REMOTE_ADDR="198.51.100.7").post(address(part), sent(survey))

    counted = caches["answering"]
    assert isinstance(counted, LocMemCache)
    kept = str(vars(counted))
    assert len(counted._cache) == 1  # type: ignore[attr-defined]  # nothing public lists it
    assert "198.51.100.7" not in kept
    assert part.code not in kept


@pytest.mark.usefixtures("empty_counts")
def test_an_answer_is_taken_though_the_network_cannot_be_told(survey: Survey) -> None:
    part = part_of(survey)

    assert Client(REMOTE_ADDR="").post(address(part), sent(survey)).status_code == 302


def test_the_database_keeps_no_order_of_the_answers(survey: Survey) -> None:
    """Not by row number in SQLite, not by transaction in PostgreSQL once it has closed."""
    part = part_of(survey)
    for _ in range(12):
        answer(part)
    if connection.vendor == "sqlite":
        # A later migration that makes a table anew would number its rows again, without a word.
        for model in (Response, Answer):
            asking = f"SELECT rowid FROM {model._meta.db_table}"  # noqa: S608  # our own names
            with (
                transaction.atomic(),
                connection.cursor() as cursor,
                pytest.raises(OperationalError, match="no such column"),
            ):
                cursor.execute(asking)
        return
    close_survey(survey, on=TODAY, by=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, id FROM surveys_response ORDER BY ctid")
        rows = cursor.fetchall()
        cursor.execute("SELECT DISTINCT xmin::text FROM surveys_answer")
        assert {row[0] for row in rows} == {row[0] for row in cursor.fetchall()}
    assert len({row[0] for row in rows}) == 1
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)
    assert len(rows) == 12


def test_a_translation_with_a_sign_that_no_database_keeps_is_saved(
    world: World, survey: Survey
) -> None:
    client = Client()
    client.force_login(world.principal)
    asked = question(survey, SAFE)
    answer_ = client.post(
        reverse("survey_translate", args=[survey.pk, "en"]),
        {"rubrik": "Saf\x00ety", f"fraga-{asked.pk}": "Are you \x00safe?"},
    )

    assert answer_.status_code == 302
    assert survey.translations.get().title == "Safety"
    assert asked.translations.get().text == "Are you safe?"


def test_no_code_has_the_mark_of_the_answer_that_it_was_used_for(world: World) -> None:
    """Also while the survey is open: all used codes have the latest mark, in the codes' order."""
    if connection.vendor != "postgresql":
        # A code and an answer have nothing in common there: see the test of order above.
        assert {field.name for field in Response._meta.fields} == {
            *("id", "survey_unit", "day", "receipt")
        }
        return
    survey = published(world, access="codes")
    part = part_of(survey)
    actions.make_codes(part, count=12, by=world.principal)
    codes = list(OneTimeCode.objects.values_list("code", flat=True))
    for code in [*codes[7:], *codes[:4]]:
        # A transaction of its own for each, as when they are sent.
        answer(part, code=code)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT xmin::text, code FROM surveys_onetimecode WHERE is_used ORDER BY ctid"
        )
        rows = cursor.fetchall()
    assert len(rows) == 9
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)
    assert len({row[0] for row in rows}) == 1
    assert OneTimeCode.objects.filter(is_used=False).count() == 3
    assert Response.objects.count() == 9
    with pytest.raises(Refused, match="code_used"):
        answer(part, code=codes[0])


def test_what_is_not_translated_is_said_to_be_in_swedish(world: World, survey: Survey) -> None:
    """In a page from right to left its full stop would otherwise stand before the first word."""
    asked = question(survey, SAFE)
    actions.translate_survey(
        survey,
        language="ar",
        title="السلامة",
        intro="",
        questions={},
        options={},
        by=world.principal,
    )
    page = Client().get(f"{address(part_of(survey))}?sprak=ar").content.decode()
    assert 'dir="rtl"' in page
    assert f'<span lang="sv" dir="ltr">{asked.text}</span>' in page

    swedish = Client().get(address(part_of(survey))).content.decode()
    assert '<span lang="sv"' not in swedish
