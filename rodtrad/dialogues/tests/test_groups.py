"""Which groups a unit's dialogues involve, and how far it has come with each."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rodtrad.dialogues.groups import ALL_GROUPS, Taking, coverage, groups_of

FORMS = st.sets(st.sampled_from(["FS", "FKLASS", "GR", "GRAN", "FTH"]))
TAKINGS = st.lists(
    st.builds(
        lambda group, held, took, more: Taking(
            group, date(2026, 10, 1), held, took if held else None, took + more if held else None
        ),
        st.sampled_from(ALL_GROUPS),
        st.booleans(),
        st.integers(0, 500),
        st.integers(1, 500),
    ),
    max_size=12,
)


def test_a_preschool_has_children_and_a_school_has_pupils() -> None:
    assert groups_of(["FS"], is_preschool=True) == ("staff", "children", "guardians")
    assert groups_of(["GR", "FTH"], is_preschool=False) == ("staff", "pupils", "guardians")


def test_a_unit_with_both_has_all_four() -> None:
    assert groups_of(["FS", "GR"], is_preschool=False) == ALL_GROUPS


def test_a_unit_without_school_forms_goes_by_what_it_is() -> None:
    assert "children" in groups_of([], is_preschool=True)
    assert "pupils" in groups_of([], is_preschool=False)


@given(FORMS, st.booleans())
def test_staff_and_guardians_are_everywhere(forms: set[str], is_preschool: bool) -> None:
    found = groups_of(forms, is_preschool=is_preschool)

    assert {"staff", "guardians"} <= set(found)
    assert {"children", "pupils"} & set(found)


@given(FORMS, TAKINGS, st.dictionaries(st.sampled_from(ALL_GROUPS), st.just("Skäl")))
def test_every_group_has_one_answer_and_what_is_held_counts(
    forms: set[str], takings: list[Taking], exemptions: dict[str, str]
) -> None:
    found = coverage(groups_of(forms, is_preschool=True), takings, exemptions)

    assert [state.group for state in found] == list(ALL_GROUPS)
    for state in found:
        held = [row for row in takings if row.group == state.group and row.held]
        assert (state.state == "held") == bool(held)
        assert state.times == len(held)
        if state.took_part is not None and state.size is not None:
            assert state.took_part <= state.size


def test_a_reason_is_an_answer_and_a_plan_is_not() -> None:
    takings = [Taking("pupils", date(2027, 1, 9), held=False)]
    found = {
        state.group: state
        for state in coverage(("staff", "pupils", "guardians"), takings, {"guardians": "Skäl"})
    }

    assert found["guardians"].is_answered
    assert found["children"].is_answered
    assert not found["pupils"].is_answered
    assert not found["staff"].is_answered
    assert found["pupils"].on == date(2027, 1, 9)
