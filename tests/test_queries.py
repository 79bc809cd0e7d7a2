"""No page asks the database more the more there is: at most fifteen queries, at two sizes."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urljoin

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.demo.bench.city import City, build_city
from rodtrad.demo.bench.sizes import Density, Size
from rodtrad.indicators.models import ImportRun, SeriesBreak
from rodtrad.organisation.models import Assignment, Role, Unit, UnitSuccession
from tests.exports import offered_files
from tests.pages import NOT_OURS, PAGES, WRITES, draft_of

BUDGET = 15
# Pages that gather from every part of the system ask each part once or twice: still a fixed number,
# but more than a page about one thing.
GATHERING = {
    "home": 34,
    # Asks once more for each kind of row that points at the person; the kinds do not grow.
    "own_data_file": 30,
    "search": 22,
    # Coverage, participation, complaints, reports: what the law asks for lies in all of them.
    "evidence_list": 23,
    "evidence_list:xlsx": 21,
    "evidence_detail": 23,
    "evidence_package": 45,
    "unit_dialogue_detail": 16,
    "unit_dialogue_docx": 16,
    "unit_dialogue_pdf": 16,
}
SMALL = Size(
    "small",
    "Liten",
    5,
    full=Density(years=3, goals=2, targets=1, activities=1, check_ins=1, indicators=3, events=1),
)
LARGE = Size("large", "Stor", 25, full=Density())

# Added to the name of a page for what it offers as a file.
AS_FILE = " as a file"

Counted = dict[str, dict[str, list[str]]]


def _names(resolver: Any) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _names(entry)
        elif isinstance(entry, URLPattern):
            yield str(entry.name)


def test_every_page_is_counted() -> None:
    ours = {name for name in _names(get_resolver()) if not name.startswith(NOT_OURS)}

    assert ours == {page.partition(":")[0] for page in PAGES} | WRITES


@pytest.fixture(scope="module")
def counted(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Counted:
    """The queries of every page, by size and page; the database is as before afterwards."""
    found: Counted = {}
    with django_db_blocker.unblock():
        for size in (SMALL, LARGE):
            files = tmp_path_factory.mktemp(size.name)
            with transaction.atomic(), override_settings(MEDIA_ROOT=files, DEMO_MODE=True):
                found[size.name] = _count(size)
                transaction.set_rollback(True)
    return found


def _count(size: Size) -> dict[str, list[str]]:
    today = timezone.localdate()
    city = build_city(size, today=today)
    _add_what_else_grows(city, 1 if size is SMALL else 6, today)
    client = Client()
    client.force_login(city.branch.head)
    # The first request of all reads what is kept for the rest of the process.
    client.get(reverse("home"))
    found = {}
    for page, (where, query) in PAGES.items():
        address = reverse(page.partition(":")[0], args=where(city)) + (f"?{query}" if query else "")
        found[page], content = _queries(client, address, page)
        # What the page offers as a file is counted as the page is, each of its lists by itself.
        for file in offered_files(content.decode(errors="replace")):
            name = f"{page}{AS_FILE}"
            queries, _ = _queries(client, urljoin(address, file), name)
            found[name] = max(found.get(name, []), queries, key=len)
    return found


def _queries(client: Client, address: str, page: str) -> tuple[list[str], bytes]:
    """What was asked of the database, and what came."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        content = b"".join(response) if response.streaming else response.content
    assert response.status_code in (200, 302), f"{page}: {address}: {response.status_code}"
    if page.endswith(AS_FILE):
        assert response.headers["Content-Type"].startswith("text/csv"), f"{page}: {address}"
    return [str(query["sql"]) for query in captured.captured_queries], content


def _add_what_else_grows(city: City, times: int, today: date) -> None:
    """Earlier wordings by different people, roles, breaks, imports, a document's file."""
    head, ground = city.branch.head, city.ground
    everything = Role.objects.get(code="development_head")
    # What reaches the rows of everybody is shown to who administers every top of the tree.
    for top in Unit.objects.filter(depth=1):
        Assignment.objects.create(
            user=head, role=everything, unit=top, starts=ground.years[0].span.starts
        )
    for unit in (city.branch.administration, *city.branch.units[:times]):
        Assignment.objects.create(
            user=head, role=everything, unit=unit, starts=ground.years[0].span.starts
        )
    principal = city.branch.principals[0]
    for unit in city.branch.units[1 : times + 1]:
        Assignment.objects.create(
            user=principal, role=everything, unit=unit, starts=ground.years[0].span.starts
        )
        UnitSuccession.objects.create(
            predecessor=unit,
            successor=city.branch.units[0],
            kind=UnitSuccession.Kind.MERGED,
            on=today,
        )
    for number in range(times):
        SeriesBreak.objects.create(
            indicator=ground.indicators[0],
            on=date(today.year - number, 1, 1),
            reason="Nya betygskriterier",
        )
        ImportRun.objects.create(source="Skolverket", file_name="slutbetyg.csv", by=head)
    document = ground.documents[0]
    document.file.save("skollagen.txt", ContentFile(b"Lagen."), save=False)
    draft = draft_of(city)
    draft.sections.update(ready=True)
    now = ground.running.span.starts
    goal = next(goal for goal in city.work.goals if goal.starts == now)
    activity = next(row for row in city.work.activities if row.goal_id == goal.pk)
    rows = [
        document,
        goal,
        activity,
        draft,
        draft.sections.get(facts="unit_goals"),
        city.work.reviews[0],
        ground.indicators[0],
        *city.branch.units[:2],
    ]
    for number in range(times):
        for row in rows:
            _save_again(row, city.branch.teachers[number % len(city.branch.teachers)])


def _save_again(row: Any, by: User) -> None:
    row._history_user = by
    if hasattr(row, "revision"):
        row.revision += 1
    row.save()


# Marked so that there is a database at all; the counting is done once, before.
@pytest.mark.django_db
@pytest.mark.parametrize("page", sorted(PAGES))
def test_a_page_keeps_to_its_budget_at_both_sizes(counted: Counted, page: str) -> None:
    small, large = counted[SMALL.name][page], counted[LARGE.name][page]

    assert len(large) <= GATHERING.get(page, BUDGET), _listed(large)
    assert len(large) <= len(small), _listed(large)
    file = f"{page}{AS_FILE}"
    if file in counted[LARGE.name]:
        small, large = counted[SMALL.name][file], counted[LARGE.name][file]
        assert len(large) <= GATHERING.get(page, BUDGET), _listed(large)
        assert len(large) <= len(small), _listed(large)


@pytest.mark.django_db
def test_the_lists_are_offered_as_files_at_both_sizes(counted: Counted) -> None:
    small, large = (
        {page for page in counted[size.name] if page.endswith(AS_FILE)} for size in (SMALL, LARGE)
    )

    assert len(large) > 50
    assert large == small


def _listed(queries: list[str]) -> str:
    """The queries, shortened, so that a failure shows which of them repeats."""
    return "\n" + "\n".join(sql[:300] for sql in queries)
