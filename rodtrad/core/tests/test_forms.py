"""Fields that read Swedish, and guards that every form has."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory

from rodtrad.core.forms import (
    Conflict,
    DecimalCommaField,
    RevisionField,
    RichTextField,
    RtForm,
    SwedishDateField,
    add_errors,
    conflict_page,
)
from rodtrad.core.htmx import HtmxLoginMiddleware
from rodtrad.core.templatetags import rt


class Sample(RtForm):
    """One of each field."""

    title = forms.CharField(label="Rubrik")
    text = RichTextField(label="Text", required=False)
    revision = RevisionField()


@pytest.mark.parametrize(
    ("written", "meant"),
    [("83,8", "83.8"), ("83.8", "83.8"), (" 1 234,5 ", "1234.5"), ("0", "0")],
)
def test_numbers_are_read_as_people_write_them(written: str, meant: str) -> None:
    assert DecimalCommaField().clean(written) == Decimal(meant)


def test_an_empty_number_is_missing_and_not_zero() -> None:
    assert DecimalCommaField(required=False).clean("") is None


@pytest.mark.parametrize("written", ["åtta", "8,3,8", "NaN", "1e5"])
def test_text_is_not_a_number(written: str) -> None:
    with pytest.raises(ValidationError, match="inte ett tal"):
        DecimalCommaField().clean(written)


def test_a_number_outside_its_limits_is_refused_with_both_limits() -> None:
    with pytest.raises(ValidationError, match="från 0 till 100"):
        DecimalCommaField(min_value=0, max_value=100).clean("101")
    with pytest.raises(ValidationError, match="heltal"):
        DecimalCommaField(whole=True).clean("3,5")


def test_a_stored_number_is_shown_with_comma() -> None:
    assert DecimalCommaField().prepare_value(Decimal("83.8")) == "83,8"


@pytest.mark.parametrize("written", ["2026-02-15", "15 feb 2026", "15 februari 2026", "20260215"])
def test_dates_are_read_as_swedes_write_them(written: str) -> None:
    assert SwedishDateField().clean(written) == date(2026, 2, 15)


def test_a_date_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError, match="Skriv ett datum"):
        SwedishDateField().clean("31 feb 2026")


def test_written_text_is_cleaned_on_the_way_in() -> None:
    assert "script" not in RichTextField().clean("<div>Hej<script>alert(1)</script></div>")
    assert RichTextField().clean("Rad ett\n\nRad två") == "<p>Rad ett</p><p>Rad två</p>"
    assert RichTextField(required=False).clean("<div><br></div>") == ""


def test_a_text_with_a_personal_identity_number_is_stopped_with_a_reason() -> None:
    form = Sample({"title": "Om 19121212-1212", "text": "<p>121212-1212</p>", "revision": "1"})
    assert not form.is_valid()
    assert "personnummer" in str(form.errors["title"])
    assert "personnummer" in str(form.errors["text"])


def test_a_form_for_texts_says_that_nobody_may_be_named() -> None:
    class Rules(Sample):
        is_about_people = False

    class Short(RtForm):
        title = forms.CharField(label="Rubrik")

    class Saying(Sample):
        text = RichTextField(help_text="Inga namn.")

    sentence = "Skriv inga namn på barn, elever eller vårdnadshavare"
    kinds: list[type[RtForm]] = [Sample, Rules, Short, Saying]
    said = [
        sentence in render_to_string("core/_form_fields.html", {"form": form()}) for form in kinds
    ]
    assert said == [True, False, False, False]


def test_what_an_action_refuses_stands_at_its_field_or_above_the_form() -> None:
    form = Sample({"title": "Läsa", "revision": "1"})
    assert form.is_valid()
    add_errors(form, ValidationError({"title": "För kort.", "other": "Något annat."}))
    assert form.errors["title"] == ["För kort."]
    assert form.non_field_errors() == ["Något annat."]


@pytest.mark.django_db
def test_two_people_on_one_text_see_both_versions() -> None:
    request = RequestFactory().post("/", {"title": "Min", "text": "<p>Min text</p>", "revision": 3})
    form = Sample(request.POST)
    assert form.is_valid()
    theirs = Conflict({"title": "Deras", "text": "<p>Deras text</p>"}, 4, by="Bo Ask")
    answer = conflict_page(request, form, theirs, cancel="/")
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Min", "Deras text", "Bo Ask", 'name="revision" value="4"'):
        assert words in page
    assert isinstance(form.data, QueryDict)


def test_a_part_of_a_page_moves_the_whole_page_to_the_login() -> None:
    def lapsed(_: object) -> HttpResponse:
        answer = HttpResponse(status=302)
        answer["Location"] = "/konto/logga-in/?next=/delar/"
        return answer

    request = RequestFactory().get(
        "/delar/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://evil.example/mal/7/?a=1"},
    )
    answer = HtmxLoginMiddleware(lapsed)(request)
    assert answer.headers["HX-Redirect"] == "/konto/logga-in/?next=%2Fmal%2F7%2F%3Fa%3D1"
    assert "HX-Request" in answer.headers["Vary"]


def test_a_status_is_said_in_words() -> None:
    assert "Saknas" in rt.status_tag("missing")
    assert "3 dagar &lt;" in rt.status_tag("late", "3 dagar <")


def test_numbers_and_days_are_shown_as_swedes_write_them() -> None:
    assert rt.num(Decimal("83.75"), 1) == "83,8"
    assert rt.num(None) == "–"
    assert rt.swedate(date(2026, 2, 15)) == "15 feb 2026"


def test_only_our_own_drawings_are_let_through() -> None:
    with pytest.raises(ValueError, match="egna diagram"):
        rt.svg("<script>")
