"""Nothing that anybody inserts is lost when notes are merged."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.meetings.merging import Change, changes, merge

_TEXT = st.text(alphabet="abcå \n", max_size=40)


def _apply(text: str, made: list[Change]) -> str:
    for change in reversed(made):
        text = text[: change.start] + change.text + text[change.end :]
    return text


@given(_TEXT, _TEXT)
def test_changes_make_the_other_text(before: str, after: str) -> None:
    assert _apply(before, changes(before, after)) == after


@given(_TEXT, _TEXT)
def test_who_has_changed_nothing_gets_the_others_text(base: str, other: str) -> None:
    assert merge(base, base, other) == other
    assert merge(base, other, base) == other


@given(_TEXT, _TEXT, _TEXT)
@settings(max_examples=400)
def test_every_letter_that_was_inserted_is_there(base: str, mine: str, theirs: str) -> None:
    merged = Counter(merge(base, mine, theirs))
    for one in (mine, theirs):
        put_in = Counter("".join(change.text for change in changes(base, one)))
        assert not put_in - merged


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=5), min_size=5, max_size=5), _TEXT)
def test_lines_that_five_people_add_at_the_end_are_all_there(lines: list[str], base: str) -> None:
    stored = base
    for number, line in enumerate(lines):
        stored = merge(base, f"{base}\n{number}{line}", stored)
    assert stored.startswith(base)
    for number, line in enumerate(lines):
        assert f"\n{number}{line}" in stored


def test_two_in_the_same_empty_place_get_a_line_each() -> None:
    assert merge("", "God dag", "Hej") == "Hej\nGod dag"


def test_who_goes_on_with_a_line_is_not_parted_from_it() -> None:
    assert merge("Hej", "Hej du", "Hej\nGod dag") == "Hej du\nGod dag"


def test_a_word_put_into_a_line_that_another_deletes_stays() -> None:
    base = "Vi beslutar.\nVi pausar.\n"
    assert merge(base, "Vi beslutar.\n", "Vi beslutar.\nVi pausar kort.\n") == (
        "Vi beslutar.\n kort"
    )


def test_changes_far_apart_are_both_made() -> None:
    base = "Först.\n" + "Mitten.\n" * 50 + "Sist.\n"
    mine = base.replace("Först.", "Allra först.")
    theirs = base.replace("Sist.", "Allra sist.")
    assert merge(base, mine, theirs) == mine.replace("Sist.", "Allra sist.")


def test_a_long_text_is_merged_at_once() -> None:
    base = "Anteckningar från mötet.\n" * 2_000
    assert merge(base, base + "A", base + "B") == base + "B\nA"
