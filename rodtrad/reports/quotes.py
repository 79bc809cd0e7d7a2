"""What units wrote in their adopted reports, to search in and to quote."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from django.db.models import Q

from rodtrad.core.frozen import unpack
from rodtrad.core.numbers import parse_pk
from rodtrad.core.prose import Block
from rodtrad.organisation.queries import letter_cases
from rodtrad.reports.facts.catalogue import keys_of
from rodtrad.reports.facts.group.bodies import drawn_on, time_before
from rodtrad.reports.facts.group.source import covered_units
from rodtrad.reports.models import Report

# How many passages a search shows.
SHOWN = 30
# A passage of a single word says nothing.
_SHORTEST = 20


@dataclass(frozen=True)
class Quote:
    """A passage of an adopted report, with where it stands."""

    report_id: int
    section_key: str
    number: int
    unit: str
    report: str
    section: str
    text: str

    @property
    def key(self) -> str:
        """What names the passage in an address: a snapshot never changes, so it stays the same."""
        return f"{self.report_id}.{self.section_key}.{self.number}"

    @property
    def reference(self) -> str:
        """As "Ängens förskola, Kvalitetsrapport 2025/26, avsnittet Analys"."""
        return f"{self.unit}, {self.report}, avsnittet {self.section}"

    def as_html(self) -> str:
        """The passage as the editor keeps it: a quotation and under it where it is taken from."""
        words = escape(self.text, quote=False).replace("\n", "<br>")
        return f"<blockquote>{words}</blockquote><p>({escape(self.reference, quote=False)})</p>"


def search(report: Report, words: str, *, unit: str = "") -> tuple[list[Quote], bool]:
    """Passages of the adopted reports that a report draws on, and whether there are more.

    Args:
        words: each of them is in the passage; "" for all.
        unit: the name of a unit, "" for all.
    """
    wanted = [word.casefold() for word in words.split()]
    found: list[Quote] = []
    for quote in _quotes(_snapshots(report, words), with_own=report.kind.with_own_goals):
        if unit and quote.unit != unit:
            continue
        text = quote.text.casefold()
        if all(word in text for word in wanted):
            found.append(quote)
            if len(found) > SHOWN:
                break
    return found[:SHOWN], len(found) > SHOWN


def find(report: Report, key: str) -> Quote | None:
    """The passage with a key, among those that may be quoted in the report."""
    rows = _snapshots(report, "", only=key.partition(".")[0])
    return next(
        (q for q in _quotes(rows, with_own=report.kind.with_own_goals) if q.key == key), None
    )


def _snapshots(report: Report, words: str, *, only: str = "") -> Iterable[Any]:
    """The latest adopted version of each report that is drawn on: two queries."""
    units = covered_units(report)
    rows = (
        Report.objects.adopted()
        .filter(
            Q(unit__in=units.order_by().values("pk")) | Q(unit=report.unit_id),
            kind__in=drawn_on(report.kind),
            # The time before is there too: what was said then is a ground to compare with.
            period_ends__gt=time_before(report.span),
            period_ends__lte=report.period_ends,
        )
        .order_by("-period_ends", "unit__name", "kind__position", "version")
    )
    if only:
        number = parse_pk(only)
        rows = rows.none() if number is None else rows.filter(pk=number)
    for word in words.split():
        # What is surely not there is not even read; the database knows only the case of A to Z.
        one = Q()
        for form in letter_cases(word):
            one |= Q(snapshot__content__icontains=form)
        rows = rows.filter(one)
    latest: dict[tuple[Any, ...], Any] = {}
    for row in rows.values(
        *("pk", "unit_id", "kind_id", "period", "occasion_id"),
        *("snapshot__content", "snapshot__sha256"),
    ):
        latest[row["unit_id"], row["kind_id"], row["period"], row["occasion_id"]] = row
    return latest.values()


def _quotes(rows: Iterable[Any], *, with_own: bool) -> Iterator[Quote]:
    for row in rows:
        content = unpack(row["snapshot__content"], row["snapshot__sha256"])
        if content is None:
            continue
        for section in content["sections"]:
            # The joint report takes nothing from what is about the units' own goals.
            if not with_own and "unit_goals" in _about(section):
                continue
            for number, text in enumerate(_passages(section["blocks"])):
                if len(text) >= _SHORTEST:
                    yield Quote(
                        report_id=row["pk"],
                        section_key=section["key"],
                        number=number,
                        unit=content["unit"]["name"],
                        report=content["title"],
                        section=section["title"],
                        text=text,
                    )


def _about(section: dict[str, Any]) -> list[str]:
    """What a section is about; older snapshots say it by the section's key only."""
    return keys_of(section.get("about", "")) or (
        ["unit_goals"] if section["key"] == "egna-mal" else []
    )


def _passages(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block["type"] == "heading":
            continue
        for spans in block["items"] or [block["spans"]]:
            yield "".join(span["text"] for span in spans).strip()
