"""Every page that test_queries.py counts the queries of, and what each is opened with.

An address that only writes has no page; one that is missing here fails the test.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from rodtrad.demo.bench.city import City
from rodtrad.goals.models import Goal
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.models import SchoolBreak, Unit
from rodtrad.reports.models import Report
from tests.gathering import gathered_names, gathered_rows

Where = Callable[[City], list[Any]]


def _anywhere(city: City) -> list[Any]:
    return []


def _school(city: City) -> Unit:
    return city.branch.units[0]


def _goal_now(city: City) -> Goal:
    """The school's first goal of this school year."""
    starts = city.ground.running.span.starts
    return next(goal for goal in city.work.goals if goal.starts == starts)


def _goal(city: City) -> list[Any]:
    return [_goal_now(city).pk]


def _target(city: City) -> list[Any]:
    return [next(t for t in city.work.targets if t.goal_id == _goal_now(city).pk).pk]


def _activity(city: City) -> list[Any]:
    return [next(a for a in city.work.activities if a.goal_id == _goal_now(city).pk).pk]


def _review(city: City) -> list[Any]:
    review = city.work.reviews[0]
    return [review.goal_id, review.school_year.slug]


def _shared_review(city: City) -> list[Any]:
    return [city.work.shared[0].pk, city.ground.years[-2].slug]


def _area(city: City) -> list[Any]:
    return [city.work.areas[0].pk]


def _indicator_of(city: City) -> Indicator:
    return city.ground.indicators[0]


def _indicator(city: City) -> list[Any]:
    return [_indicator_of(city).pk]


def _series(city: City) -> list[Any]:
    return [_indicator_of(city).pk, _school(city).code]


def _document(city: City) -> list[Any]:
    return [city.ground.documents[0].pk]


def _requirement(city: City) -> list[Any]:
    return [city.ground.requirements[0].pk]


def _report_in(state: str) -> Where:
    return lambda city: [next(r for r in reversed(city.reports) if r.state == state).pk]


def draft_of(city: City) -> Report:
    """The school's report of last year, still being written."""
    return next(r for r in city.reports if r.state == Report.State.DRAFT)


def _draft(city: City) -> list[Any]:
    return [draft_of(city).pk]


def _section(city: City) -> list[Any]:
    return [draft_of(city).sections.get(facts="unit_goals").pk]


def _unit(city: City) -> list[Any]:
    return [city.branch.units[1].code]


def _person(city: City) -> list[Any]:
    return [city.branch.principals[0].pk]


def _year(city: City) -> list[Any]:
    return [city.ground.years[-1].slug]


def _school_break(city: City) -> list[Any]:
    top = Unit.objects.get(path=_school(city).path[: Unit.steplen])
    row, _ = SchoolBreak.objects.get_or_create(
        municipality=top, name="höstlov", starts=date(2026, 10, 26), ends=date(2026, 10, 30)
    )
    return [row.pk]


# The name that Django gives an address, and of the same page seen otherwise after a colon.
_PAGES: dict[str, tuple[Where, str]] = {
    "home": (_anywhere, ""),
    "search": (_anywhere, "q=elever"),
    "event_list": (_anywhere, ""),
    "demo_cast": (_anywhere, ""),
    "goal_list": (_anywhere, ""),
    "goal_list:xlsx": (_anywhere, "format=xlsx"),
    "goal_create": (_anywhere, ""),
    "goal_create:shared": (_anywhere, "gemensamt=1"),
    "goal_coverage": (_anywhere, ""),
    "goal_detail": (_goal, ""),
    "goal_detail:shared": (lambda city: [city.work.shared[0].pk], ""),
    "goal_edit": (_goal, ""),
    "goal_close": (_goal, ""),
    "goal_history": (_goal, ""),
    "goal_thread": (_goal, ""),
    "goal_thread:shared": (lambda city: [city.work.shared[0].pk], ""),
    "document_goals": (_document, ""),
    "requirement_goals": (_requirement, ""),
    "target_create": (_goal, ""),
    "target_edit": (_target, ""),
    "target_measure": (_target, ""),
    "activity_create": (_goal, ""),
    "activity_detail": (_activity, ""),
    "activity_edit": (_activity, ""),
    "activity_close": (_activity, ""),
    "activity_history": (_activity, ""),
    "checkin_create": (_activity, ""),
    "review_edit": (_review, ""),
    "review_edit:shared": (_shared_review, ""),
    "review_history": (_review, ""),
    "area_list": (_anywhere, ""),
    "area_create": (_anywhere, ""),
    "area_edit": (_area, ""),
    "area_to_goal": (_area, ""),
    "area_set_aside": (_area, ""),
    "indicator_list": (_anywhere, ""),
    "indicator_list:xlsx": (_anywhere, "format=xlsx"),
    "indicator_create": (_anywhere, ""),
    "indicator_detail": (_indicator, ""),
    "indicator_edit": (_indicator, ""),
    "indicator_history": (_indicator, ""),
    "indicator_compare": (_indicator, ""),
    "indicator_compare:xlsx": (_indicator, "format=xlsx"),
    "explanation_edit": (
        lambda city: [_indicator_of(city).pk, city.ground.years[-2].slug],
        "",
    ),
    "method_detail": (_anywhere, ""),
    "break_create": (_indicator, ""),
    "series_detail": (_series, ""),
    "measurement_create": (_series, ""),
    "measurement_edit": (lambda city: [city.work.measurements[0].pk], ""),
    "measurement_set_aside": (lambda city: [city.work.measurements[0].pk], ""),
    "measurement_take_back": (lambda city: [city.work.measurements[0].pk], ""),
    "validity_edit": (lambda city: [*_series(city), city.ground.years[-2].slug], ""),
    "document_list": (_anywhere, ""),
    "document_create": (_anywhere, ""),
    "document_detail": (_document, ""),
    "document_edit": (_document, ""),
    "document_history": (_document, ""),
    "document_file": (_document, ""),
    "requirement_create": (_document, ""),
    "requirement_edit": (_requirement, ""),
    "report_list": (_anywhere, ""),
    "report_create": (_anywhere, ""),
    "report_detail": (_draft, ""),
    "report_detail:adopted": (_report_in(Report.State.ADOPTED), ""),
    "report_pdf": (_draft, ""),
    "report_docx": (_draft, ""),
    "report_history": (_draft, ""),
    "report_submit": (_draft, ""),
    "report_return": (_report_in(Report.State.SUBMITTED), ""),
    "report_adopt": (_report_in(Report.State.SUBMITTED), ""),
    "report_new_version": (_report_in(Report.State.ADOPTED), ""),
    "section_edit": (_section, ""),
    "section_history": (_section, ""),
    "admin_home": (_anywhere, ""),
    "role_list": (_anywhere, ""),
    "unit_list": (_anywhere, ""),
    "unit_create": (_anywhere, ""),
    "unit_detail": (_unit, ""),
    "unit_edit": (_unit, ""),
    "unit_close": (_unit, ""),
    "unit_merge": (_unit, ""),
    "unit_split": (_unit, ""),
    "unit_story": (_unit, ""),
    "unit_move": (_unit, ""),
    "unit_history": (_unit, ""),
    "person_list": (_anywhere, ""),
    "person_create": (_anywhere, ""),
    "person_detail": (_person, ""),
    "person_edit": (_person, ""),
    "person_deactivate": (_person, ""),
    "assignment_create": (_person, ""),
    "assignment_end": (lambda city: [city.branch.assignments[1].pk], ""),
    "year_list": (_anywhere, ""),
    "year_create": (_anywhere, ""),
    "schoolbreak_list": (_anywhere, ""),
    "schoolbreak_create": (_anywhere, ""),
    "schoolbreak_edit": (_school_break, ""),
    "schoolbreak_remove": (_school_break, ""),
    "year_close": (_year, ""),
    "import_list": (_anywhere, ""),
    "import_create": (_anywhere, ""),
}

# An app with many addresses has its own tables in `<app>/tests/pages.py`.
PAGES: dict[str, tuple[Where, str]] = _PAGES | gathered_rows("pages", "PAGES")

# Addresses that only take what is sent to them.
WRITES = gathered_names("pages", "WRITES") | frozenset(
    {
        "demo_sign_in",
        "draft_discard",
        "draft_save",
        "person_invite",
        "section_ready",
        "section_restore",
    }
)
# Signing in: the library's own pages, which show nothing of the municipality's.
NOT_OURS = ("account_", "mfa_")
