"""Time the main pages, each beside a floor with as many rows, turn by turn."""

import gc
import math
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.demo.bench.city import City
from rodtrad.reports.models import Report

# What a reader sees as a row: of a table, a list, a card, a fact with its label.
_ROW = re.compile(rb"<(?:tr|li|article|dt)[ >]")
_MAIN = re.compile(rb"<main\b.*?</main>", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """A page to measure: its name, who looks at it, and its address."""

    name: str
    person: User
    url: str


@dataclass(frozen=True)
class Result:
    """What a page cost.

    Attributes:
        page: its name.
        queries: how many queries it made, those of the session and the person included.
        rows: how many rows it and its floor showed.
        median_ms: the middle of the runs, in milliseconds of server time.
        p95_ms: what 95 of 100 runs stay under.
        ratio_to_floor: the page's median over its floor's.
    """

    page: str
    queries: int
    rows: int
    median_ms: float
    p95_ms: float
    ratio_to_floor: float


class PageError(Exception):
    """A page did not answer as it should."""


def main_pages(city: City) -> list[Page]:
    """The pages one meets every day, with the people who meet them."""
    head, principal = city.branch.head, city.branch.principals[0]
    school = city.branch.units[0]
    indicator = city.ground.indicators[0]
    last_year = city.ground.years[-2]
    own = [goal for goal in city.work.goals if goal.unit_id == school.pk]
    goal = own[-1]
    finished = next(g for g in own if g.starts == last_year.span.starts)
    activity = next(a for a in city.work.activities if a.goal_id == goal.pk)
    report = next(
        r
        for r in reversed(city.reports)
        if r.unit_id == school.pk and r.state == Report.State.DRAFT
    )
    section = report.sections.get(facts="unit_goals")
    return [
        Page("home (rektor)", principal, reverse("home")),
        Page("home (skolchef)", head, reverse("home")),
        Page("goal_list", head, reverse("goal_list")),
        Page("goal_detail", principal, reverse("goal_detail", args=[goal.pk])),
        Page("goal_coverage", head, reverse("goal_coverage")),
        Page("activity_detail", principal, reverse("activity_detail", args=[activity.pk])),
        Page("review_edit", principal, reverse("review_edit", args=[finished.pk, last_year.slug])),
        Page("indicator_list", head, reverse("indicator_list")),
        Page("indicator_detail", head, reverse("indicator_detail", args=[indicator.pk])),
        Page(
            "series_detail",
            principal,
            reverse("series_detail", args=[indicator.pk, school.code]),
        ),
        Page("indicator_compare", head, reverse("indicator_compare", args=[indicator.pk])),
        Page("occasion_detail", head, reverse("occasion_detail", args=[city.occasions[1].pk])),
        Page(
            "occasion_detail (lämnad)",
            head,
            reverse("occasion_detail", args=[city.occasions[0].pk]),
        ),
        Page(
            "analysis_edit",
            principal,
            reverse("analysis_edit", args=[city.occasions[1].pk, school.code]),
        ),
        Page("document_list", principal, reverse("document_list")),
        Page("report_list", head, reverse("report_list") + f"?lasar={last_year.slug}"),
        Page("report_detail", principal, reverse("report_detail", args=[report.pk])),
        Page("section_edit", principal, reverse("section_edit", args=[section.pk])),
        Page("report_pdf", principal, reverse("report_pdf", args=[report.pk])),
    ]


def measure(pages: Sequence[Page], *, runs: int) -> list[Result]:
    """Fetch every page and its floor so many times, in turn, and say what they cost.

    In turn, so that what else the machine does falls on both alike.

    Args:
        runs: at least one.

    Raises:
        PageError: when a page answers with anything but 200.
    """
    clients = {page.person.pk: _signed_in(page.person) for page in pages}
    found: list[Result] = []
    counted: list[tuple[Page, int, int]] = []
    for page in pages:
        client = clients[page.person.pk]
        _timed(client, page.url)
        with CaptureQueriesContext(connection) as captured:
            content = _timed(client, page.url)[1]
        rows = _rows(content) or _rows_of_report(counted)
        counted.append((page, len(captured), rows))
        _timed(client, _floor(rows))
    for page, queries, rows in counted:
        client = clients[page.person.pk]
        times, floors = [], []
        gc.collect()
        for _ in range(runs):
            times.append(_timed(client, page.url)[0])
            floors.append(_timed(client, _floor(rows))[0])
        median = statistics.median(times)
        found.append(
            Result(
                page=page.name,
                queries=queries,
                rows=rows,
                median_ms=round(median, 1),
                p95_ms=round(percentile(times, 95), 1),
                ratio_to_floor=round(median / statistics.median(floors), 2),
            )
        )
    return found


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that so many percent of the values do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


def _rows(content: bytes) -> int:
    main = _MAIN.search(content)
    return len(_ROW.findall(main[0])) if main else 0


def _rows_of_report(counted: list[tuple[Page, int, int]]) -> int:
    """The rows of the report's page: its PDF shows the same ones."""
    return next((rows for page, _, rows in counted if page.name == "report_detail"), 0)


def _floor(rows: int) -> str:
    return reverse("bench_floor", args=[rows])


def _signed_in(person: User) -> Client:
    # A fault is logged with its cause and met as the answer it gives: 500.
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _timed(client: Client, url: str) -> tuple[float, bytes]:
    """Milliseconds until the whole answer was there, and the answer."""
    start = time.perf_counter()
    # Over TLS, as the frame would otherwise send one there in production.
    response = client.get(url, secure=True)
    content: bytes = getattr(response, "content", b"") or b"".join(response)
    elapsed = (time.perf_counter() - start) * 1000
    if response.status_code != 200:
        raise PageError(f"{url} svarade {response.status_code}.")
    return elapsed, content
