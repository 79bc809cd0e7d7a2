"""Everything that an inspector asks for, in one file: overview, reports, registers, checksums."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.text import slugify

from rodtrad.core.export import Cell, table_file
from rodtrad.core.frozen import checksum_of
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.models import Activity, Deficiency, Goal, GoalReview, Remedy
from rodtrad.indicators.disclosure import shown_measurements
from rodtrad.indicators.models import Measurement
from rodtrad.inspection.judging import working_units
from rodtrad.inspection.models import ComplaintCount
from rodtrad.inspection.overview import overview
from rodtrad.meetings.models import Decision
from rodtrad.organisation.access import branch_filter
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report
from rodtrad.reports.render.pdf import to_pdf
from rodtrad.reports.render.schema import read
from rodtrad.reports.snapshots import content_as_json
from rodtrad.surveys.models import Participation

# Setting a report takes a process of its own: as many at once as there are cores to share.
_AT_ONCE = 4


@dataclass(frozen=True)
class Register:
    """A table of the package."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


def build_package(root: Unit, year: SchoolYear, *, today: date) -> bytes:
    """The package for a unit, or for a level above with all its units, as a ZIP file.

    Args:
        root: the unit, the administration or the municipality.
    """
    units = working_units(root, year)
    files: dict[str, bytes] = {"oversikt.pdf": to_pdf(read(overview(root, year, today=today)))}
    files |= _reports(root, year, today)
    for register in registers(units, root, year):
        files[f"register/{register.name}.xlsx"] = table_file(
            "xlsx", register.name, register.columns, register.rows
        )
    files["innehall.txt"] = _contents(root, year, files, today).encode()
    sums = "".join(f"{checksum_of(content)}  {name}\n" for name, content in sorted(files.items()))
    files["sha256sums.txt"] = sums.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            # One date in all: the same content gives the same file.
            info = zipfile.ZipInfo(name, (today.year, today.month, today.day, 12, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def _reports(root: Unit, year: SchoolYear, today: date) -> dict[str, bytes]:
    """The adopted reports as PDF, set from their snapshots."""
    rows = list(
        Report.objects.filter(branch_filter(root.path, unit="unit"))
        .filter(school_year=year.start, state=Report.State.ADOPTED)
        .select_related("unit", "group", "kind", "school_year", "occasion", "snapshot")
        .order_by("unit__path", "kind__code", "-version")
    )
    # A unit has one for each period and occasion, a municipality one for each group.
    latest: dict[tuple[int | str | None, ...], Report] = {}
    for row in rows:
        about = (row.unit_id, row.kind_id, row.group_id, row.period, row.occasion_id)
        latest.setdefault(about, row)
    contents = {_file_name(row): read(content_as_json(row, today=today)) for row in latest.values()}
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        return dict(zip(contents, pool.map(to_pdf, contents.values()), strict=True))


def _file_name(row: Report) -> str:
    """Whose it is and what; the number keeps two apart whose names read the same."""
    title = slugify(row.title.replace("/", "-"))
    return f"rapporter/{slugify(row.place)}-{title}-{row.pk}-v{row.version}.pdf"


def registers(units: Sequence[Unit], root: Unit, year: SchoolYear) -> list[Register]:
    """The tables: what was planned, measured, done, analysed, decided and who took part."""
    ids = [unit.pk for unit in units]
    names = {unit.pk: unit.name for unit in units}
    within = (year.starts, year.ends)
    goals = Goal.objects.in_year(year).filter(branch_filter(root.path, unit="unit"))
    goals = goals.select_related("unit", "supports").prefetch_related("requirements__document")
    activities = Activity.objects.filter(
        goal__unit__in=ids, starts__lte=year.ends, ends__gte=year.starts
    ).select_related("goal__unit")
    reviews = GoalReview.objects.filter(unit__in=ids, school_year=year.start)
    remedies = Remedy.objects.filter(unit__in=ids, school_year=year.start)
    deficiencies = Deficiency.objects.filter(unit__in=ids, found_on__lte=year.ends)
    decisions = Decision.objects.filter(
        branch_filter(root.path, unit="meeting__forum__unit"),
        decided_on__range=within,
        meeting__state="adopted",
    ).select_related("meeting__forum")
    return [
        Register(
            "mal",
            ("Enhet", "Mål", "Gemensamt", "Bidrar till", "Hämtat från", "Från", "Till", "Läge"),
            [
                (
                    *(row.unit.name, row.title, "ja" if row.shared else "nej"),
                    row.supports.title if row.supports else "",
                    "; ".join(one.citation for one in row.requirements.all()),
                    *(row.starts, row.ends, str(row.get_state_display())),
                )
                for row in goals
            ],
        ),
        Register(
            "matvarden",
            ("Enhet", "Indikator", "Period", "Vilka", "Värde", "Utskrivet", "Antal", "Av"),
            list(_measured(ids, names, within)),
        ),
        Register(
            "aktiviteter",
            (
                "Enhet",
                "Mål",
                "Aktivitet",
                "Mål med aktiviteten",
                "Från",
                "Till",
                "Läge",
                "Ledde till",
            ),
            [
                (
                    *(row.goal.unit.name, row.goal.title, row.title, row.aim),
                    *(row.starts, row.ends, str(row.get_state_display()), row.lesson),
                )
                for row in activities
            ],
        ),
        Register(
            "analyser",
            ("Enhet", "Mål", "Resultat", "Effekt", "Orsaker", "Måluppfyllelse", "Klar"),
            [
                (
                    *(names[row.unit_id], row.goal.title, row.result, row.effect, row.causes),
                    *(str(row.get_attainment_display()), row.done_on),
                )
                for row in reviews.select_related("goal")
            ],
        ),
        Register(
            "atgarder",
            ("Enhet", "Åtgärd", "Kommer ur", "Beslutad", "Effekt senast", "Effekt", "Bedömd"),
            [
                (
                    *(names[row.unit_id], row.title, _origin(row), row.decided_on, row.due),
                    *(row.effect, row.effect_on),
                )
                for row in remedies.select_related("review__goal", "area", "deficiency")
            ],
        ),
        Register(
            "brister",
            ("Enhet", "Brist", "Upptäckt genom", "Upptäckt", "Senast", "Avslutad", "Hur", "Varför"),
            [
                (
                    *(names[row.unit_id], row.title, str(row.get_source_display()), row.found_on),
                    *(row.due, row.closed_on, str(row.get_ending_display())),
                    row.closing_reason,
                )
                for row in deficiencies.exclude(closed_on__lt=year.starts)
            ],
        ),
        Register(
            "klagomal",
            ("Enhet", "Termin", "Tema", "Antal"),
            [
                (names[row.unit_id], row.period_label, row.theme.name, row.count)
                for row in ComplaintCount.objects.filter(
                    unit__in=ids, period__in=[year.autumn.code, year.spring.code]
                ).select_related("theme")
            ],
        ),
        Register(
            "delaktighet",
            ("Enhet", "När", "Grupp", "Vad", "Var med", "Av", "Hur", "De sade", "Ledde till"),
            [
                (
                    *(names[row.unit_id], row.on, str(row.get_audience_display()), row.what),
                    *(row.took_part, row.group_size, row.how, row.said, row.led_to),
                )
                for row in Participation.objects.filter(unit__in=ids, on__range=within)
            ],
        ),
        Register(
            "beslut",
            ("Forum", "Beslutat", "Slag", "Beslut", "Följs upp", "Läge"),
            [
                (
                    *(row.meeting.forum.name, row.decided_on, str(row.get_kind_display())),
                    *(row.text, row.follow_up_on, str(row.get_status_display())),
                )
                for row in decisions
            ],
        ),
    ]


def _measured(
    ids: list[int], names: dict[int, str], within: tuple[date, date]
) -> Iterable[tuple[Cell, ...]]:
    """The year's values as they may be shown: what is withheld says so."""
    groups: dict[tuple[int, int], list[Measurement]] = {}
    for row in (
        Measurement.objects.filter(unit__in=ids, period_ends__range=within)
        .with_place()
        .select_related("indicator")
        .order_by("unit__path", "indicator__name", "period_ends", "gender")
    ):
        groups.setdefault((row.unit_id, row.indicator_id), []).append(row)
    for (unit_id, _), rows in groups.items():
        indicator = rows[0].indicator
        for shown in shown_measurements(indicator, rows):
            yield (
                *(names[unit_id], indicator.name, shown.label, shown.gender_label, shown.value),
                *(shown.text, shown.numerator, shown.denominator),
            )


def _origin(row: Remedy) -> str:
    if row.review is not None:
        return f"Analysen av {row.review.goal.title}"
    if row.area is not None:
        return f"Utvecklingsområdet {row.area.title}"
    return f"Bristen {row.deficiency.title}" if row.deficiency is not None else ""


def _contents(root: Unit, year: SchoolYear, files: dict[str, bytes], today: date) -> str:
    listed = "".join(f"  {name}\n" for name in sorted(files))
    return (
        f"Underlag för granskning: {root.name}, läsåret {year.label}\n"
        f"Hämtat ur Rödtråd ({settings.SITE_ORIGIN}) {today.isoformat()}.\n\n"
        "oversikt.pdf visar punkt för punkt vad skollagen 4 kap. frågar efter, vad som framgår och "
        "vad som saknas.\nrapporter/ innehåller de fastställda kvalitetsrapporterna.\nregister/ "
        "innehåller underlaget som kalkylblad.\nsha256sums.txt har varje fils kontrollsumma; den "
        "prövas med: sha256sum -c sha256sums.txt\n\n"
        f"Filer:\n{listed}"
    )
