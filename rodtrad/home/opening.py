"""Which pages a person may open: no line of the log and no notice leads to one that is not there.

Each page that shows one row stands here with the rows that its view lets the person fetch. All that
is asked for at once costs one query, however many kinds of page it is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.urls import Resolver404, resolve
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.core.numbers import parse_pk
from rodtrad.dialogues.models import BoardDialogue, Visit
from rodtrad.dialogues.models import Occasion as UnitOccasion
from rodtrad.evidence.models import Practice, Reference
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Activity, AnalysisDay, Deficiency, Goal, Remedy
from rodtrad.indicators.models import ImportRun, Indicator
from rodtrad.keyfigures.queries import occasions_seen_by
from rodtrad.matrix.models import SelfAssessment
from rodtrad.matrix.queries.matrix import readable_versions
from rodtrad.meetings.models import Decision, Meeting
from rodtrad.organisation.access import Permission, has_anywhere
from rodtrad.organisation.queries import people_seen
from rodtrad.reports.models import Report
from rodtrad.steering.models import SteeringDocument
from rodtrad.surveys.models import Survey
from rodtrad.yearwheel.queries.reach import readable as readable_wheels

Page = tuple[str, str]
"""A page's name and the number of the row that it shows."""

Rows = Callable[[User, date], QuerySet[Any]]


def _with(permission: str, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    return rows if has_anywhere(user, permission) else rows.none()


OPENS: dict[str, Rows] = {
    "activity_detail": lambda user, _: Activity.objects.filter(
        goal__in=Goal.objects.readable_by(user)
    ),
    "assessment_detail": lambda user, _: SelfAssessment.objects.readable_by(user),
    "board_dialogue": lambda user, _: BoardDialogue.objects.open_to(user, Permission.READ_ADOPTED),
    "day_detail": lambda user, _: AnalysisDay.objects.joined_by(user),
    "decision_detail": lambda user, today: Decision.objects.readable_by(user, today),
    "deficiency_detail": lambda user, _: Deficiency.objects.open_to(user, Permission.READ),
    "document_detail": lambda user, _: SteeringDocument.objects.open_to(
        user, Permission.READ_ADOPTED
    ),
    "forum_detail": lambda user, today: Forum.objects.readable_by(user, today),
    "goal_detail": lambda user, _: Goal.objects.readable_by(user),
    "import_detail": lambda user, _: _with(Permission.ADMINISTER, ImportRun.objects.all(), user),
    "indicator_detail": lambda user, _: _with(
        Permission.READ_ADOPTED, Indicator.objects.readable_by(user), user
    ),
    "meeting_detail": lambda user, today: Meeting.objects.readable_by(user, today),
    "occasion_detail": lambda user, _: occasions_seen_by(user),
    "person_detail": lambda user, _: _with(Permission.ADMINISTER, people_seen(user), user),
    "practice_detail": lambda user, _: Practice.objects.readable_by(user),
    "reference_detail": lambda user, _: _with(Permission.READ, Reference.objects.all(), user),
    "remedy_detail": lambda user, _: Remedy.objects.open_to(user, Permission.READ),
    "report_detail": lambda user, _: Report.objects.readable_by(user),
    "survey_detail": lambda user, _: Survey.objects.readable_by(user),
    "unit_occasion_detail": lambda user, _: UnitOccasion.objects.open_to(user, Permission.READ),
    "version_detail": lambda user, _: readable_versions(user),
    "visit_detail": lambda user, _: Visit.objects.readable_by(user),
    "wheel_detail": lambda user, _: readable_wheels(user),
}


def openable(user: User, pages: Iterable[Page]) -> set[Page]:
    """The pages of those asked for that the person may open. One query."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for name, number in pages:
        if name in OPENS and (pk := parse_pk(str(number))) is not None:
            wanted[name].add(pk)
    today = timezone.localdate()
    parts = [
        OPENS[name](user, today)
        .filter(pk__in=numbers)
        .order_by()
        .values_list(Value(name, output_field=CharField()), "pk")
        for name, numbers in sorted(wanted.items())
    ]
    if not parts:
        return set()
    rows = parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]
    return {(name, str(pk)) for name, pk in rows}


def unreachable(user: User, addresses: Iterable[str]) -> set[str]:
    """The addresses that lead to a row which is gone, or which the person no longer reaches.

    An address of a page that shows no single row, as a list, is taken to open. One query.
    """
    pages: dict[str, Page] = {}
    for address in addresses:
        try:
            found = resolve(address.partition("?")[0].partition("#")[0])
        except Resolver404:
            continue
        if found.url_name in OPENS and set(found.kwargs) == {"pk"}:
            pages[address] = (found.url_name, str(found.kwargs["pk"]))
    may = openable(user, pages.values())
    return {address for address, page in pages.items() if page not in may}
