"""The demo's fetches from Kolada and Skolverket: real runs, over answers that the demo makes."""

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

from rodtrad.demo.clock import happening_on, workday
from rodtrad.demo.content import read, read_text
from rodtrad.integrations.http import Client, NotThere, Query
from rodtrad.integrations.kolada.actions import choose_kpi, map_places
from rodtrad.integrations.models import Fetch, Kpi
from rodtrad.integrations.runs.actions import run_now
from rodtrad.organisation.models import Unit

_YEARS = 6
_OWN = "1286"
_ORGANISER = "2120001181"


def fetch_all(*, today: date) -> None:
    """Fetch Kolada's catalogue and values a few weeks ago, and the register last week.

    Raises:
        RuntimeError: when the demo's own answers cannot be read.
    """
    made = _answers(today)

    class Recorded(Client):
        """A client that is answered by the demo itself; nothing is sent anywhere."""

        def body_of(self, method: str, path: str, query: Query | None, body: Any) -> bytes:
            for start, answer in made.items():
                if path.startswith(start):
                    return json.dumps(answer).encode()
            raise NotThere("Det finns inget sådant i exemplet.")

    with happening_on(workday(today - timedelta(days=20))):
        _fetch("kolada-definitions", Recorded)
        _choose()
        _fetch("kolada-values", Recorded)
    with happening_on(workday(today - timedelta(days=5))):
        _fetch("skolverket-register", Recorded)


def _fetch(key: str, asking: type[Client]) -> None:
    fetch = Fetch.objects.select_related("source").get(pk=key)
    run = run_now(fetch, by=None, asking=asking)
    if run.error:
        raise RuntimeError(run.error)


def _choose() -> None:
    """An administrator follows figures and maps units. Nothing is put on a schedule: the demo
    must not begin to ask the real services by itself."""
    content = read("outside")
    by = Unit.objects.get(code=_OWN).assignments.get(role__code="administrator").user
    for figure in content["figure"]:
        choose_kpi(Kpi.objects.get(pk=figure["kpi"]), by=by)
    units = {unit.code: unit for unit in Unit.objects.all()}
    map_places({row["id"]: units[row["code"]] for row in content["unit"] if "code" in row}, by=by)


def _answers(today: date) -> dict[str, Any]:
    """What is answered to a path that begins so; the first that fits is taken."""
    content = read("outside")
    figures = {row["kpi"]: row for row in content["figure"]}
    return {
        "/kpi?": _page(_catalogue(content, figures)),
        "/municipality_groups": _page(
            [
                {**_named(row), "members": [{"member_id": _OWN, "member_title": "Ystad"}]}
                for row in content["place"]
                if row["id"].startswith("G")
            ]
        ),
        "/municipality": _page(
            [
                {"id": "0000", "title": "Riket", "type": "L"},
                {"id": _OWN, "title": "Ystad", "type": "K"},
            ]
        ),
        "/ou?": _page([{**_named(row), "municipality": _OWN} for row in content["unit"]]),
        "/data/": _page(_values(content, today, figures, "municipality")),
        "/oudata/": _page(_values(content, today, figures, "ou")),
        **{f"/v2/school-units/{row['code']}": _school(row) for row in content["school"]},
        "/v2/school-units": {"data": {"attributes": []}},
    }


def _named(row: dict[str, Any]) -> dict[str, str]:
    return {"id": row["id"], "title": row["title"]}


def _page(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"count": len(rows), "next_url": None, "values": rows}


def _catalogue(content: dict[str, Any], figures: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [
        {
            "id": row["id"],
            "title": row["title"],
            "description": row["description"],
            "is_divided_by_gender": bool(figures.get(row["id"], {}).get("genders")),
            "operating_area": "Förskoleverksamhet"
            if row["id"].startswith("N11")
            else "Grundskola F-9",
            "has_ou_data": bool(figures.get(row["id"], {}).get("units")),
        }
        for row in csv.DictReader(io.StringIO(read_text("kolada.csv")), delimiter=";")
    ]
    rows += [
        {"id": row["kpi"], "title": row["title"], "operating_area": "Grundskola F-9"}
        for row in content["other"]
    ]
    return rows


def _values(
    content: dict[str, Any], today: date, figures: dict[str, Any], what: str
) -> list[dict[str, Any]]:
    """Values for the last full years: the municipality's, others', or its units'."""
    last = today.year - 1
    rows = []
    for figure in figures.values():
        if what == "ou":
            places = figure["units"]
        else:
            # The places differ by so many hundredths of the figure's own size.
            size = figure["start"] / 40
            places = {_OWN: 0.0} | {row["id"]: row["differs"] * size for row in content["place"]}
        for place, differs in places.items():
            for step in range(_YEARS):
                level = figure["start"] + figure["drift"] * step + differs
                # A curve that never swings would look made up.
                level += ((step * 7 + len(place) + int(differs * 10)) % 5 - 2) * 0.012 * level / 2
                rows.append(
                    {
                        "kpi": figure["kpi"],
                        what: place,
                        "period": last - _YEARS + 1 + step,
                        "values": _genders(round(level, 1), figure["genders"]),
                    }
                )
    return rows


def _genders(level: float, divided: bool) -> list[dict[str, Any]]:
    given = {"T": level}
    if divided:
        given |= {"K": round(level * 1.03, 1), "M": round(level * 0.97, 1)}
    return [
        {"gender": gender, "count": 1, "status": "", "value": value, "isdeleted": False}
        for gender, value in given.items()
    ]


def _school(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {
            "schoolUnitCode": row["code"],
            "attributes": {
                "displayName": row["name"],
                "status": "AKTIV",
                "headMaster": row["principal"],
                "schoolTypes": row["forms"],
            },
        },
        "included": {"organizationNumber": _ORGANISER},
    }
