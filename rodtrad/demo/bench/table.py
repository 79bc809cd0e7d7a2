"""What was measured, as a person reads it."""

from collections.abc import Sequence

from rodtrad.core.numbers import format_number
from rodtrad.demo.bench.administration import ReportResult
from rodtrad.demo.bench.measuring import Result

_HEAD = ("Sida", "Rader", "Frågor", "Median ms", "p95 ms", "Mot golvet")


def results_table(results: Sequence[Result]) -> str:
    """One line a page."""
    return _laid_out(
        _HEAD,
        [
            (
                row.page,
                str(row.rows),
                str(row.queries),
                format_number(row.median_ms, 1),
                format_number(row.p95_ms, 1),
                f"{format_number(row.ratio_to_floor, 2)} ×",
            )
            for row in results
        ],
    )


def growth_table(
    first: tuple[str, Sequence[Result]], others: Sequence[tuple[str, Sequence[Result]]]
) -> str:
    """How many times the first size's median each page takes at the other sizes.

    Args:
        first: a size's label and what was measured there; the others likewise.
    """
    label, base = first
    lines = []
    for place, row in enumerate(base):
        cells = [row.page, f"{format_number(row.median_ms, 1)} ms"]
        for _, results in others:
            times = results[place].median_ms / row.median_ms
            cells.append(f"{format_number(times, 2)} ×")
        lines.append(tuple(cells))
    return _laid_out(("Sida", label, *(name for name, _ in others)), lines)


def reports_table(results: Sequence[ReportResult]) -> str:
    """One line for each of the administration's reports."""
    return _laid_out(
        ("Rapport", "Enheter", "Frågor", "Sammanställs ms", "PDF ms"),
        [
            (
                row.report,
                str(row.units),
                str(row.queries),
                format_number(row.compose_ms, 0),
                format_number(row.pdf_ms, 0),
            )
            for row in results
        ],
    )


def _laid_out(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Columns under each other, the first to the left and figures to the right."""
    widths = [max(len(row[column]) for row in [head, *lines]) for column in range(len(head))]
    drawn = []
    for row in [head, *lines]:
        first = row[0].ljust(widths[0])
        rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        drawn.append("  ".join([first, *rest]))
    drawn.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(drawn)
