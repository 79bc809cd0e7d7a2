"""Kolada's values for the chosen key figures: municipality, comparison groups, nation, units."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from rodtrad.core.schoolyear import Period
from rodtrad.indicators.bulk import OutsideReading, School, record_import
from rodtrad.indicators.models import (
    ComparisonUnit,
    ComparisonValue,
    ImportRun,
    Indicator,
    Measurement,
    Reading,
)
from rodtrad.integrations.http import Client, FetchError, NotThere
from rodtrad.integrations.kolada.actions import choose_kpi
from rodtrad.integrations.kolada.answers import (
    PAGE,
    DataRow,
    Page,
    ValueRow,
    all_rows,
    batches,
)
from rodtrad.integrations.kolada.definitions import kolada_client
from rodtrad.integrations.models import Kpi, Place
from rodtrad.integrations.runs.account import Account, Job, Store

# How many years back are fetched.
YEARS = 10
REMOVED = "borttaget"
_SECRET = ("privat", "privacy", "private", "secre", "sekretess", "confidential", "suppress")
_PLACES = Decimal("0.0001")
Key = tuple[int, str, str, str]


def fetch_values(job: Job) -> Store:
    """Ask for the values of every key figure that has an indicator.

    Raises:
        FetchError: when a key figure that was asked for is not in the catalogue.
    """
    wanted = [code.strip() for code in job.options.get("kpi", "").split(",") if code.strip()]
    chosen = _chosen_kpis(wanted)
    places = list(
        Place.objects.filter(retired_on__isnull=True)
        .exclude(unit__isnull=True, compared=False)
        .select_related("unit")
    )
    client = kolada_client(job)
    rows = _ask(job, client, chosen, places) if chosen else []

    def store(run: ImportRun) -> Account:
        account = Account(counts={"kpis": len(chosen), "places": len(places), "rows": len(rows)})
        if not chosen:
            account.lines.append(
                "Inga nyckeltal är valda. Sök bland Koladas nyckeltal och välj dem som ska följas."
            )
            return account
        indicators = {kpi.code: kpi.indicator or choose_kpi(kpi, by=run.by) for kpi in chosen}
        readings = list(_readings(rows, indicators, places, account))
        outcome = record_import(readings=readings, schools=_compared(places), run=run, by=run.by)
        account.outcome = outcome
        account.lines += [
            f"{_many(len(chosen), 'nyckeltal', 'nyckeltal')} för "
            f"{_many(len(places), 'plats', 'platser')} i Kolada.",
            f"{outcome.own_added + outcome.others_added} värden är nya, "
            f"{outcome.own_altered + outcome.others_altered} ändrade och "
            f"{outcome.unchanged} stod redan så.",
        ]
        return account

    return store


def _chosen_kpis(wanted: list[str]) -> list[Kpi]:
    kpis = {
        kpi.code: kpi
        for kpi in Kpi.objects.select_related("indicator")
        if kpi.code in wanted
        or (
            kpi.indicator is not None
            and kpi.indicator.retired_on is None
            and kpi.retired_on is None
        )
    }
    for code in wanted:
        if code not in kpis:
            raise FetchError(f"Nyckeltalet {code} finns inte i Koladas katalog.")
    return [kpis[code] for code in sorted(kpis)]


def _ask(job: Job, client: Client, kpis: list[Kpi], places: list[Place]) -> list[DataRow]:
    years = ",".join(str(job.today.year - back) for back in range(YEARS))
    units = [place.code for place in places if place.kind == Place.Kind.UNIT]
    others = [place.code for place in places if place.kind != Place.Kind.UNIT]
    with_units = [kpi.code for kpi in kpis if kpi.has_units]
    questions = [
        (f"/data/kpi/{some}/municipality/{where}/year/{years}", "kommuner")
        for some in batches([kpi.code for kpi in kpis])
        for where in batches(others)
    ] + [
        (f"/oudata/kpi/{some}/ou/{where}/year/{years}", "enheter")
        for some in batches(with_units)
        for where in batches(units)
    ]
    job.progress.plan(len(questions) + 1)
    rows: list[DataRow] = []
    for path, what in questions:
        job.progress.step(f"Hämtar värden för {what}")
        try:
            rows += all_rows(client, f"{path}?per_page={PAGE}", Page[DataRow])
        except NotThere:
            # Kolada answers so when none of the figures has a value for any of the places.
            continue
    return rows


def _readings(
    rows: Iterable[DataRow],
    indicators: dict[str, Indicator],
    places: list[Place],
    account: Account,
) -> Iterator[OutsideReading]:
    by_code = {place.code: place for place in places}
    known = _known_keys(indicators.values())
    given: dict[Key, tuple[str, OutsideReading]] = {}
    removed = 0
    for row in rows:
        indicator, place = indicators.get(row.kpi), by_code.get(row.place)
        if indicator is None or place is None:
            # Kolada has been seen to answer more than it was asked.
            continue
        code = place.unit.code if place.unit else place.code
        for value in row.values:
            if value.gender not in Reading.Gender.values:
                account.note(f"Kolada gav värden för ett okänt kön ({value.gender[:20]}).")
                continue
            reading = _reading(indicator, code, row.period, value)
            key = (indicator.pk, code, reading.period.code, reading.gender)
            if value.isdeleted:
                if key not in known:
                    continue
                removed += 1
            earlier = given.get(key)
            if earlier is None:
                given[key] = (row.place, reading)
            elif earlier[0] != row.place and earlier[1].value != reading.value:
                account.note(
                    f"Två platser i Kolada är kopplade till {place.unit}; värdet från "
                    f"{earlier[0]} används."
                )
    account.counts["removed"] = removed
    yield from (reading for _, reading in given.values())


def _reading(indicator: Indicator, code: str, year: int, value: ValueRow) -> OutsideReading:
    period = Period.parse(str(year))
    if value.isdeleted or value.value is None:
        secret = (value.status or "").lower().startswith(_SECRET)
        status = Reading.Status.SUPPRESSED if secret else Reading.Status.MISSING
        return OutsideReading(
            indicator=indicator,
            code=code,
            period=period,
            gender=value.gender,
            status=status.value,
            original=REMOVED if value.isdeleted else (value.status or "")[:60],
        )
    return OutsideReading(
        indicator=indicator,
        code=code,
        period=period,
        gender=value.gender,
        status=Reading.Status.REPORTED.value,
        value=value.value.quantize(_PLACES),
        original=str(value.value)[:60],
    )


def _known_keys(indicators: Iterable[Indicator]) -> set[Key]:
    """What is stored already: only such a value can be removed."""
    ids = [indicator.pk for indicator in indicators]
    columns = ("indicator_id", "unit__code", "period", "gender")
    return set(Measurement.objects.filter(indicator__in=ids).values_list(*columns)) | set(
        ComparisonValue.objects.filter(indicator__in=ids).values_list(*columns)
    )


def _compared(places: list[Place]) -> list[School]:
    kinds = {
        Place.Kind.NATION: ComparisonUnit.Kind.NATION,
        Place.Kind.GROUP: ComparisonUnit.Kind.GROUP,
        Place.Kind.MUNICIPALITY: ComparisonUnit.Kind.MUNICIPALITY,
        Place.Kind.UNIT: ComparisonUnit.Kind.SCHOOL,
    }
    return [
        School(
            code=place.unit.code if place.unit else place.code,
            name=place.title,
            kind=kinds[Place.Kind(place.kind)].value,
        )
        for place in places
    ]


def _many(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
