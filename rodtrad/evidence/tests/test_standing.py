"""How far an experience has come: written cases, and what must always hold."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.evidence.standing import Limits, Record, Step, TrialFact, standing

NEVER = None


def tried(
    unit: int,
    started: date,
    evaluated: date | None = NEVER,
    outcome: str = "worked",
    is_valid: bool | None = True,
) -> TrialFact:
    return TrialFact(unit, started, evaluated, outcome if evaluated else "", is_valid)


AUTUMN_23, SPRING_24 = date(2023, 8, 20), date(2024, 6, 10)
AUTUMN_24, SPRING_25 = date(2024, 8, 20), date(2025, 6, 10)
AUTUMN_25, SPRING_26 = date(2025, 8, 20), date(2026, 6, 10)

ONE_SCHOOL = (tried(1, AUTUMN_24, SPRING_25),)
THREE_UNITS = (
    tried(1, AUTUMN_23, SPRING_24),
    tried(2, AUTUMN_24, SPRING_25),
    tried(3, AUTUMN_25, SPRING_26),
)

CASES = [
    ("somebody tells of it", Record(described=False), Step.EXPERIENCE, False),
    ("it is written down, not tried", Record(described=True), Step.EXPERIENCE, False),
    (
        "it is written down and being tried",
        Record(True, (tried(1, AUTUMN_25),)),
        Step.DOCUMENTED,
        False,
    ),
    ("one school found that it works", Record(True, ONE_SCHOOL), Step.EVALUATED, False),
    ("and told its colleagues", Record(True, ONE_SCHOOL, sharings=1), Step.SHARED, False),
    (
        "three units over three school years",
        Record(True, THREE_UNITS, sharings=2),
        Step.PROVEN,
        False,
    ),
    (
        "three units in the same year is no longer time",
        Record(True, tuple(tried(unit, AUTUMN_25, SPRING_26) for unit in (1, 2, 3)), 2),
        Step.SHARED,
        False,
    ),
    (
        "three years in the same school is not several",
        Record(
            True,
            (
                tried(1, AUTUMN_23, SPRING_24),
                tried(1, AUTUMN_24, SPRING_25),
                tried(1, AUTUMN_25, SPRING_26),
            ),
            2,
        ),
        Step.SHARED,
        False,
    ),
    (
        "spread before anybody evaluated it",
        Record(True, (tried(1, AUTUMN_25),), sharings=3),
        Step.DOCUMENTED,
        False,
    ),
    (
        "judged by an indicator that does not hold",
        Record(True, (tried(1, AUTUMN_24, SPRING_25, is_valid=False),), 1),
        Step.DOCUMENTED,
        False,
    ),
    (
        "proven, and then it failed in three others: it falls",
        Record(
            True,
            (
                *THREE_UNITS,
                tried(4, AUTUMN_25, date(2026, 8, 1), "failed"),
                tried(5, AUTUMN_25, date(2026, 8, 2), "failed"),
                tried(6, AUTUMN_25, date(2026, 8, 3), "failed"),
            ),
            2,
        ),
        Step.EVALUATED,
        True,
    ),
    (
        "the network advises against it",
        Record(True, THREE_UNITS, sharings=2, advised_against=True),
        Step.EVALUATED,
        True,
    ),
    (
        "it only ever failed",
        Record(True, (tried(1, AUTUMN_24, SPRING_25, "failed"),), 1),
        Step.DOCUMENTED,
        False,
    ),
    (
        "works partly in half of the trials",
        Record(
            True,
            (
                tried(1, AUTUMN_23, SPRING_24),
                tried(2, AUTUMN_23, SPRING_24, "partly"),
                tried(3, AUTUMN_24, SPRING_25),
                tried(4, AUTUMN_25, SPRING_26, "partly"),
                tried(5, AUTUMN_25, SPRING_26),
            ),
            1,
        ),
        Step.PROVEN,
        False,
    ),
]


@pytest.mark.parametrize(
    ("said", "record", "step", "contradicted"), CASES, ids=lambda v: str(v)[:50]
)
def test_a_written_case(said: str, record: Record, step: Step, contradicted: bool) -> None:
    found = standing(record)

    assert (found.step, found.is_contradicted) == (step, contradicted), said


def test_a_municipality_can_ask_for_more() -> None:
    record = Record(True, THREE_UNITS, sharings=1)

    assert standing(record).by_skolverket
    assert not standing(record, Limits(units=4)).by_skolverket
    assert not standing(record, Limits(months=48)).by_skolverket


def test_ystad_calls_it_proven_before_skolverket_does() -> None:
    found = standing(Record(True, ONE_SCHOOL, sharings=1))

    assert found.by_ystad
    assert not found.by_skolverket
    assert found.next_missing == "Det har fungerat vid minst 3 enheter (nu 1)"


DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
TRIALS = st.builds(
    lambda unit, started, evaluated, outcome, valid: TrialFact(
        unit, min(started, evaluated or started), evaluated, outcome, valid
    ),
    st.integers(1, 6),
    DAYS,
    st.none() | DAYS,
    st.sampled_from(["worked", "partly", "failed", "unknown"]),
    st.sampled_from([True, False, None]),
)
RECORDS = st.builds(
    Record, st.booleans(), st.lists(TRIALS, max_size=8).map(tuple), st.integers(0, 3), st.booleans()
)


@given(RECORDS)
def test_a_step_stands_on_all_before_it(record: Record) -> None:
    found = standing(record)

    assert all(check.is_met for check in found.checks if check.step <= found.step)
    if found.by_skolverket:
        assert found.by_ystad


@given(RECORDS)
def test_one_more_success_elsewhere_never_lowers_it(record: Record) -> None:
    last = max((t.evaluated or t.started for t in record.trials), default=date(2026, 12, 31))
    more = TrialFact(99, last, last, "worked", True)
    after = Record(
        record.described, (*record.trials, more), record.sharings, record.advised_against
    )

    assert standing(after).step >= standing(record).step or standing(record).step == Step.EXPERIENCE


@given(RECORDS, st.permutations(range(8)))
def test_the_order_of_the_record_does_not_matter(record: Record, order: list[int]) -> None:
    shuffled = tuple(record.trials[i] for i in order if i < len(record.trials))
    again = Record(record.described, shuffled, record.sharings, record.advised_against)

    assert standing(again).checks[:4] == standing(record).checks[:4]


def test_the_share_is_told_so_that_it_can_be_counted_again() -> None:
    trials = (
        *THREE_UNITS,
        tried(4, AUTUMN_25, SPRING_26, "partly"),
    )
    said = [check.words for check in standing(Record(True, trials, sharings=1)).checks]

    assert any("nu 3 av 4 och 1 delvis, som räknas som en halv: 88 %" in words for words in said)
    assert any("senaste utvärderingen (nu 33)" in words for words in said)
