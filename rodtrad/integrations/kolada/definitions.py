"""Kolada's catalogue: key figures, municipalities, groups of them, and our municipality's units."""

from datetime import date

from rodtrad.indicators.actions import change_indicator
from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.http import Client, FetchError
from rodtrad.integrations.kolada.answers import (
    PAGE,
    GroupRow,
    KpiRow,
    MunicipalityRow,
    Page,
    UnitRow,
    all_rows,
)
from rodtrad.integrations.models import Kpi, Place, RunChange
from rodtrad.integrations.own import own_municipality
from rodtrad.integrations.runs.account import Account, Job, Store
from rodtrad.organisation.models import Unit

NATION = "0000"
_BATCH = 1000
# More than this share of the catalogue gone at once is a fault in the answer, not a change.
_MOST_RETIRED = 0.2
# Groups that Kolada makes for each municipality and that are compared with from the start.
_SIMILAR = ("liknande kommuner grundskola", "liknande kommuner förskola")


def kolada_client(job: Job) -> Client:
    """A client for version 3, whether or not the address already names the version."""
    client = job.client()
    return client if client.base_url.endswith("/v3") else job.client("/v3")


def fetch_definitions(job: Job) -> Store:
    """Ask for the whole catalogue; the rest of the work stores it."""
    own = own_municipality()
    client = kolada_client(job)
    job.progress.plan(5)
    job.progress.step("Hämtar nyckeltalen")
    kpis = list(all_rows(client, f"/kpi?per_page={PAGE}", Page[KpiRow]))
    job.progress.step("Hämtar kommunerna")
    municipalities = list(all_rows(client, f"/municipality?per_page={PAGE}", Page[MunicipalityRow]))
    job.progress.step("Hämtar grupperna av kommuner")
    groups = [
        row
        for row in all_rows(client, f"/municipality_groups?per_page={PAGE}", Page[GroupRow])
        if any(member.member_id == own.code for member in row.members)
    ]
    job.progress.step("Hämtar enheterna")
    units = [
        row
        for row in all_rows(client, f"/ou?municipality={own.code}&per_page={PAGE}", Page[UnitRow])
        if row.municipality in ("", own.code)
    ]
    if not kpis or not municipalities:
        raise FetchError("Kolada gav en tom katalog. Ingenting ändras.")

    def store(run: ImportRun) -> Account:
        account = Account()
        _store_kpis(run, kpis, job.today, account)
        _store_places(own, municipalities, groups, units, job.today, account)
        return account

    return store


def _store_kpis(run: ImportRun, rows: list[KpiRow], today: date, account: Account) -> None:
    stored = {kpi.code: kpi for kpi in Kpi.objects.select_related("indicator")}
    wanted = {row.id: _kpi(row) for row in rows}
    gone = [kpi for code, kpi in stored.items() if code not in wanted and not kpi.retired_on]
    if len(gone) > _MOST_RETIRED * len(stored):
        raise FetchError(
            f"{len(gone)} av {len(stored)} nyckeltal saknas i Koladas svar. Det är för många för "
            "att vara rätt, så ingenting ändras."
        )
    added = sum(code not in stored for code in wanted)
    altered = sum(code in stored and _differs(stored[code], kpi) for code, kpi in wanted.items())
    for code, kpi in wanted.items():
        _follow_title(run, stored.get(code), kpi)
    Kpi.objects.bulk_create(
        wanted.values(),
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[*_ABOUT, "retired_on"],
    )
    Kpi.objects.filter(pk__in=[kpi.pk for kpi in gone]).update(retired_on=today)
    for kpi in gone:
        if kpi.indicator is not None:
            account.note(
                f"{kpi} finns inte längre i Kolada. Värdena som är hämtade finns kvar; "
                "avsluta indikatorn när den inte ska användas mer."
            )
    account.lines.append(
        f"{len(wanted)} nyckeltal: {added} nya, {altered} ändrade, {len(gone)} borttagna."
    )
    account.counts |= {
        "kpis": len(wanted),
        "added": added,
        "altered": altered,
        "retired": len(gone),
    }


_ABOUT = ("title", "description", "area", "by_gender", "has_units", "published_on")


def _kpi(row: KpiRow) -> Kpi:
    return Kpi(
        code=row.id,
        title=" ".join(row.title.split())[:400],
        description=(row.description or "").replace("\\n", "\n").strip(),
        area=(row.operating_area or "")[:200],
        by_gender=row.is_divided_by_gender,
        has_units=row.has_ou_data,
        published_on=_day(row.publication_date),
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _differs(before: Kpi, after: Kpi) -> bool:
    return before.retired_on is not None or any(
        getattr(before, name) != getattr(after, name) for name in _ABOUT
    )


def _follow_title(run: ImportRun, before: Kpi | None, after: Kpi) -> None:
    """An indicator that bears Kolada's title follows when Kolada changes it."""
    if before is None or before.indicator is None or before.title == after.title:
        return
    if before.indicator.name != before.title[:200]:
        return
    RunChange.will_change(run, before.indicator, "name")
    change_indicator(
        indicator=before.indicator,
        revision=before.indicator.revision,
        by=run.by,
        name=after.title[:200],
    )


def _store_places(
    own: Unit,
    municipalities: list[MunicipalityRow],
    groups: list[GroupRow],
    units: list[UnitRow],
    today: date,
    account: Account,
) -> None:
    stored = {place.code: place for place in Place.objects.all()}
    wanted = {}
    for row in municipalities:
        if row.id == NATION:
            wanted[row.id] = Place(
                code=row.id, title=row.title, kind=Place.Kind.NATION, compared=True
            )
        elif row.type != "L":
            wanted[row.id] = Place(code=row.id, title=row.title, kind=Place.Kind.MUNICIPALITY)
    for group in groups:
        similar = group.title.lower().startswith(_SIMILAR)
        wanted[group.id] = Place(
            code=group.id, title=group.title[:200], kind=Place.Kind.GROUP, compared=similar
        )
    for unit in units:
        wanted[unit.id] = Place(code=unit.id, title=unit.title[:200], kind=Place.Kind.UNIT)
    if own.code in wanted:
        wanted[own.code].unit, wanted[own.code].settled = own, True
    new = [place for code, place in wanted.items() if code not in stored]
    Place.objects.bulk_create(new, batch_size=_BATCH)
    changed = []
    for code, place in stored.items():
        now = wanted.get(code)
        title, retired = (now.title, None) if now else (place.title, place.retired_on or today)
        if (place.title, place.retired_on) != (title, retired):
            place.title, place.retired_on = title, retired
            changed.append(place)
        if now is not None and now.unit_id and place.unit_id != now.unit_id:
            place.unit_id, place.settled = now.unit_id, True
            changed.append(place)
    Place.objects.bulk_update(changed, ["title", "retired_on", "unit", "settled"])
    new_units = sum(place.kind == Place.Kind.UNIT for place in new)
    account.lines.append(f"{len(units)} enheter i {own}, {new_units} av dem nya.")
    unsettled = Place.objects.unsettled().count()
    if unsettled:
        account.note(
            f"{unsettled} enheter i Kolada har inte kopplats till enheter här. Värden för dem "
            "hämtas när de är kopplade."
        )
    account.counts |= {"places": len(wanted), "units": len(units), "unmapped": unsettled}
