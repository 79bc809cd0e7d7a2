"""The administration's reports: drawn from adopted reports, summed, and silent on small groups."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rodtrad.core.frozen import canonical
from rodtrad.goals import work
from rodtrad.goals.actions import Wording, add_area, create_goal
from rodtrad.goals.models import Goal, GoalReview, Target
from rodtrad.indicators.models import Measurement
from rodtrad.organisation.models import Unit
from rodtrad.reports.actions import adopt_report, mark_ready, new_version, submit_report
from rodtrad.reports.compose import compose
from rodtrad.reports.defaults import COMPULSORY_KIND, OVERALL_KIND, PRESCHOOL_KIND
from rodtrad.reports.models import Snapshot
from rodtrad.reports.render.docx import to_docx
from rodtrad.reports.render.pdf import to_pdf
from rodtrad.reports.snapshots import frozen_text
from rodtrad.reports.tests.helpers import (
    TODAY,
    administration_report,
    adopted_administration_report,
    adopted_unit_report,
    composed,
    facts_of,
    measured,
    said,
    supporting_goal,
)
from rodtrad.reports.tests.test_snapshots import change_everything, stored
from tests.world import World

pytestmark = pytest.mark.django_db


def judge(world: World, unit: Unit, goal: Goal, attainment: str) -> GoalReview:
    """A unit's finished analysis of a goal for the finished year."""
    return work.save_review(
        goal=goal,
        unit=unit,
        school_year=world.last_year,
        analysis=work.Analysis(
            result="Se siffrorna.",
            effect="Ja.",
            causes="Planering.",
            attainment=attainment,
            conclusion="continue",
        ),
        revision=0,
        done_on=TODAY,
        by=world.head,
    )


def rows_of(facts: list[Any], heading: str) -> list[list[str]]:
    """The rows of the table or chart with a heading, also within goals."""
    for fact in facts:
        if fact["type"] == "goal":
            try:
                return rows_of(fact["facts"], heading)
            except LookupError:
                continue
        if fact.get("heading") == heading:
            rows: list[list[str]] = (fact.get("table") or fact)["rows"]
            return rows
    raise LookupError(heading)


def test_units_are_counted_by_their_adopted_reports(world: World) -> None:
    judge(world, world.school, world.shared_goal, "partly")
    judge(world, world.other_school, world.shared_goal, "reached")
    adopted_unit_report(world)

    facts = facts_of(administration_report(world, COMPULSORY_KIND), "sammanfattning")

    # The other school has judged the goal but adopted nothing: it is missing, and named.
    row = rows_of(facts, "De gemensamma målen i korthet")[0]
    assert row == ["Alla elever når målen", "0 av 1", "1 av 1", "0 av 1", "0 av 1", "1 av 2"]
    assert "saknas från 1 av 2 enheter" in said(facts)
    assert "Östra skolan" in said(facts)


def test_a_draft_of_a_unit_is_nowhere_in_the_administrations_report(world: World) -> None:
    world.review.result = "Det här är bara ett utkast."
    world.review.save()
    for kind in (PRESCHOOL_KIND, COMPULSORY_KIND, OVERALL_KIND):
        words = said(composed(administration_report(world, kind)))
        assert "bara ett utkast" not in words
        assert "Läsning i matematik" not in words
        assert "Utkast" not in words.replace('"state_label": "Utkast"', "")


def test_what_counts_is_what_was_adopted_not_what_the_records_say_later(world: World) -> None:
    review = judge(world, world.school, world.shared_goal, "partly")
    adopted_unit_report(world)
    GoalReview.objects.filter(pk=review.pk).update(attainment="reached")

    facts = facts_of(administration_report(world, COMPULSORY_KIND), "sammanfattning")

    assert rows_of(facts, "De gemensamma målen i korthet")[0][1:3] == ["0 av 1", "1 av 1"]


def test_a_later_version_of_a_units_report_counts_instead(world: World) -> None:
    judge(world, world.school, world.shared_goal, "partly")
    first = adopted_unit_report(world)
    GoalReview.objects.filter(goal=world.shared_goal).update(attainment="reached")
    draft = new_version(first, by=world.principal)
    before = facts_of(administration_report(world, COMPULSORY_KIND), "sammanfattning")
    assert rows_of(before, "De gemensamma målen i korthet")[0][2] == "1 av 1"
    for section in draft.sections.all():
        mark_ready(section, by=world.principal)
    submit_report(draft, by=world.principal)
    adopt_report(draft, registry_number="BUN 2026/19", on=TODAY, by=world.head)

    after = facts_of(administration_report(world, COMPULSORY_KIND), "sammanfattning")
    assert rows_of(after, "De gemensamma målen i korthet")[0][1] == "1 av 1"


def test_shares_are_summed_and_never_averaged(world: World) -> None:
    supporting_goal(world, world.other_school)
    measured(world, world.school, 90, 100)
    measured(world, world.other_school, 10, 20)

    facts = facts_of(administration_report(world, COMPULSORY_KIND), "gemensamma-mal")

    row = rows_of(facts, world.share.name)[-1]
    # 100 of 120 is 83.3 %; the mean of 90 and 50 % would be 70.
    assert row[:4] == ["2025/26", "83,3\u00a0%", "100 av 120", "2 av 2"]


def test_a_missing_value_is_missing_and_never_nought(world: World) -> None:
    supporting_goal(world, world.other_school)
    measured(world, world.school, 90, 100)

    row = rows_of(
        facts_of(administration_report(world, COMPULSORY_KIND), "gemensamma-mal"), world.share.name
    )[-1]

    assert row[1:4] == ["90,0\u00a0%", "90 av 100", "1 av 2"]


def test_a_withheld_unit_cannot_be_had_by_subtracting_the_others(world: World) -> None:
    supporting_goal(world, world.other_school)
    measured(world, world.school, 90, 100)
    measured(world, world.other_school, 1, 4)

    report = administration_report(world, COMPULSORY_KIND)
    row = rows_of(facts_of(report, "gemensamma-mal"), world.share.name)[-1]

    # The sum is of the one unit that is shown: what is left over is nobody's.
    assert row[1:4] == ["90,0\u00a0%", "90 av 100", "1 av 2"]
    words = said(composed(report))
    assert "91 av 104" not in words
    assert "av 104" not in words


def test_a_withheld_unit_is_withheld_beside_the_others(world: World) -> None:
    third = Unit.objects.add_child(
        Unit.objects.get(pk=world.administration.pk),
        instance=Unit(name="Norra skolan", kind=Unit.Kind.SCHOOL, code="N1"),
    )
    third.school_forms.set(["GR"])
    measured(world, world.school, 90, 100)
    measured(world, world.other_school, 1, 4)
    measured(world, third, 30, 40)

    facts = facts_of(administration_report(world, COMPULSORY_KIND), "likvardighet")

    rows = {row[0]: row[-1] for row in rows_of(facts, f"{world.share.name}, enhet för enhet")}
    assert rows["Östra skolan"] == "Visas inte: för få"
    assert rows["Norra skolan"] == "75,0\u00a0% (av 40)"
    # Lowest, middle and highest are of the two that may be shown.
    assert rows_of(facts, world.share.name)[-1][1:5] == [
        "2 av 3",
        "75,0\u00a0%",
        "82,5\u00a0%",
        "90,0\u00a0%",
    ]


def test_a_gender_that_is_withheld_in_one_unit_is_out_of_the_genders_sums(world: World) -> None:
    supporting_goal(world, world.other_school)
    for unit, girls, boys in (
        (world.school, (40, 50), (45, 50)),
        (world.other_school, (2, 3), (20, 30)),
    ):
        measured(world, unit, girls[0], girls[1], gender="K")
        measured(world, unit, boys[0], boys[1], gender="M")
        measured(world, unit, girls[0] + boys[0], girls[1] + boys[1])

    facts = facts_of(administration_report(world, COMPULSORY_KIND), "gemensamma-mal")

    rows = rows_of(facts, f"Flickor och pojkar: {world.share.name}")
    assert [row[3] for row in rows] == ["40 av 50", "45 av 50"]
    assert "42 av 53" not in said(facts)


def test_a_sum_that_is_itself_a_small_group_is_withheld(world: World) -> None:
    world.share.smallest_group = 30
    world.share.save()
    measured(world, world.school, 9, 31)
    world.share.smallest_group = 40
    world.share.save()

    words = said(facts_of(administration_report(world, COMPULSORY_KIND), "gemensamma-mal"))

    assert "9 av 31" not in words


def test_own_goals_are_in_the_goal_analysis_and_not_in_the_joint_report(world: World) -> None:
    own = create_goal(
        unit=world.school,
        wording=Wording(
            title="Lugnare matsal",
            desired_effect="Eleverna äter i lugn och ro.",
            origin=Goal.Origin.DEVELOPMENT,
            starts=date(2025, 8, 1),
            ends=date(2026, 7, 31),
        ),
        requirements=[world.requirement],
        by=world.principal,
    )
    review = judge(world, world.school, own, "partly")
    add_area(
        unit=world.school,
        school_year=world.last_year,
        title="Färre köer",
        review=review,
        by=world.principal,
    )
    adopted_unit_report(world)

    analysed = said(facts_of(administration_report(world, COMPULSORY_KIND), "malanalys"))
    assert "Lugnare matsal" in analysed
    assert "Delvis uppnått" in analysed
    joint = said(composed(administration_report(world, OVERALL_KIND)))
    assert "Lugnare matsal" not in joint
    assert "Färre köer" not in joint
    assert "1 områden kommer ur enheternas egna mål" in joint


def test_units_outside_the_school_forms_are_outside_the_report(world: World) -> None:
    preschools = composed(administration_report(world, PRESCHOOL_KIND))
    schools = composed(administration_report(world, COMPULSORY_KIND))
    overall = composed(administration_report(world, OVERALL_KIND))

    assert preschools["covers"] == ["Ängens förskola"]
    assert schools["covers"] == ["Västerportskolan", "Östra skolan"]
    assert len(overall["covers"]) == 3


def test_development_areas_of_the_same_name_are_grouped(world: World) -> None:
    judge_own = GoalReview.objects.get(pk=world.review.pk)
    adopted_unit_report(world)
    assert judge_own.goal.supports == world.shared_goal

    rows = rows_of(
        facts_of(administration_report(world, COMPULSORY_KIND), "utvecklingsomraden"),
        "Alla elever når målen",
    )

    assert rows == [["Läsning i matematik", "1", "Västerportskolan", "Inte bestämt"]]


def test_an_adopted_report_does_not_change_when_every_record_under_it_does(world: World) -> None:
    measured(world, world.school, 90, 100)
    unit_report = adopted_unit_report(world)
    adopted = [
        adopted_administration_report(world, kind)
        for kind in (PRESCHOOL_KIND, COMPULSORY_KIND, OVERALL_KIND)
    ]
    before = {report.pk: frozen_text(stored(report)).encode() for report in adopted}

    change_everything()
    Snapshot.objects.filter(report=unit_report).update(content="{}")

    for report in adopted:
        assert frozen_text(stored(report)).encode() == before[report.pk]
        assert canonical(compose(stored(report), today=TODAY)).encode() != before[report.pk]


def test_a_damaged_unit_report_is_left_out_and_said_to_be(world: World) -> None:
    report = adopted_unit_report(world)
    Snapshot.objects.filter(report=report).update(content="{}")

    facts = facts_of(administration_report(world, COMPULSORY_KIND), "sammanfattning")

    assert "Det fastställda innehållet är skadat" in said(facts)


def test_queries_do_not_grow_with_units_and_goals(world: World) -> None:
    report = administration_report(world, COMPULSORY_KIND)
    with CaptureQueriesContext(connection) as few:
        composed(report)
    for number in range(6):
        unit = Unit.objects.add_child(
            Unit.objects.get(pk=world.administration.pk),
            instance=Unit(name=f"Skola {number}", kind=Unit.Kind.SCHOOL, code=f"S{number}"),
        )
        unit.school_forms.set(["GR"])
        supporting_goal(world, unit, title=f"Mål {number}")
        measured(world, unit, 10 + number, 20)
    with CaptureQueriesContext(connection) as many:
        composed(report)
    assert len(many) == len(few) <= 12


# Bad input: a report that can be read and that says what is missing.


def readable(content: Any) -> str:
    """Both files can be made of the report; its words."""
    assert to_pdf(content).startswith(b"%PDF")
    assert to_docx(content).startswith(b"PK")
    return said(content)


def test_without_targets_the_report_says_so(world: World) -> None:
    Target.objects.all().delete()
    words = readable(composed(administration_report(world, COMPULSORY_KIND)))
    assert "Målet har ingen indikator" in words


def test_without_any_values_the_report_says_so(world: World) -> None:
    Measurement.objects.all().delete()
    words = readable(composed(administration_report(world, COMPULSORY_KIND)))
    assert "Inget värde går att visa för indikatorn" in words


def test_without_goals_the_report_says_so(world: World) -> None:
    Goal.objects.filter(shared=True).update(starts=date(2030, 8, 1), ends=date(2031, 7, 31))
    words = readable(composed(administration_report(world, COMPULSORY_KIND)))
    assert "Det finns inga förvaltningsgemensamma mål för läsåret 2025/26" in words


def test_without_units_the_report_says_so(world: World) -> None:
    Unit.objects.filter(kind=Unit.Kind.PRESCHOOL).update(opened=date(2030, 1, 1))
    words = readable(composed(administration_report(world, PRESCHOOL_KIND)))
    assert "Ingen enhet av det här slaget var i gång" in words


def test_a_unit_closed_in_mid_year_is_there_with_its_day(world: World) -> None:
    Unit.objects.filter(pk=world.other_school.pk).update(closed=date(2026, 1, 1))
    words = readable(composed(administration_report(world, COMPULSORY_KIND)))
    assert "Östra skolan stängde 1 januari 2026" in words
    Unit.objects.filter(pk=world.other_school.pk).update(closed=date(2025, 7, 31))
    assert "Östra skolan" not in said(composed(administration_report(world, COMPULSORY_KIND)))


def test_forty_goals_are_set_on_pages_that_can_be_read(world: World) -> None:
    for number in range(40):
        create_goal(
            unit=world.administration,
            wording=Wording(
                title=f"Gemensamt mål nummer {number} med en lång rubrik som ska få plats",
                desired_effect="Det blir bättre.",
                origin=Goal.Origin.POLITICAL,
                starts=date(2025, 8, 1),
                ends=date(2026, 7, 31),
            ),
            requirements=[world.requirement],
            by=world.head,
        )
    content = composed(administration_report(world, COMPULSORY_KIND))
    words = readable(content)
    assert "Gemensamt mål nummer 39" in words
    tables = [
        fact
        for section in content["sections"]
        for fact in section["facts"]
        if fact["type"] == "table"
    ]
    # No table is wider than a page: the goals are spread over several.
    assert max(len(fact["columns"]) for fact in tables) <= 6


def test_two_hundred_thousand_characters_are_read_and_set(world: World) -> None:
    report = administration_report(world, COMPULSORY_KIND)
    report.sections.filter(key="analys").update(
        text="<p>" + "Ord i en lång text. " * 10_000 + "sista ordet</p>"
    )
    assert "sista ordet" in readable(composed(report))


def test_values_that_cannot_be_added_are_not(world: World) -> None:
    world.share.kind = "number"
    world.share.save()
    Measurement.objects.update(numerator=None, denominator=None, value=Decimal(5))
    words = readable(composed(administration_report(world, COMPULSORY_KIND)))
    assert "Läggs inte ihop" in words
