"""Answers in the form of Kolada's specification; the values are invented.

Titles of key figures and groups are Kolada's own. Källa: Kolada.
"""

from typing import Any

from rodtrad.integrations.tests.service import Service

ALL_SUBJECTS = {
    "id": "N15419",
    "title": "Elever i åk 9 som uppnått betygskriterierna i alla ämnen, kommunala skolor,  "
    "andel (%)",
    "description": "Andel elever med godkänt betyg i alla ämnen.",
    "is_divided_by_gender": 1,
    "municipality_type": "K",
    "auspice": "E",
    "operating_area": "Grundskola F-9",
    "perspective": "Kvalitet",
    "publication_date": "2026-11-05",
    "publ_period": "2026",
    "has_ou_data": True,
}
MERIT = {
    "id": "N15505",
    "title": "Elever i åk. 9, meritvärde kommunala skolor, genomsnitt (17 ämnen)",
    "description": "Elevernas sammanlagda meritvärde.",
    "is_divided_by_gender": 1,
    "operating_area": "Grundskola F-9",
    "publication_date": None,
    "has_ou_data": True,
}
STAFFING = {
    "id": "N11010",
    "title": "Inskrivna barn per årsarbetare i förskolan, kommunal regi, antal",
    "description": "Antal inskrivna barn delat med antal årsarbetare.",
    "is_divided_by_gender": 0,
    "operating_area": "Förskoleverksamhet",
    "publication_date": "2026-04-11",
    "has_ou_data": False,
}
KPIS = [ALL_SUBJECTS, MERIT, STAFFING]
MUNICIPALITIES = [
    {"id": "0000", "title": "Riket", "type": "L"},
    {"id": "0001", "title": "Region Stockholm", "type": "L"},
    {"id": "1286", "title": "Ystad", "type": "K"},
    {"id": "1291", "title": "Simrishamn", "type": "K"},
]
GROUPS = [
    {
        "id": "G36131",
        "title": "Liknande kommuner grundskola, Ystad, 2024",
        "members": [
            {"member_id": "1286", "member_title": "Ystad"},
            {"member_id": "1291", "member_title": "Simrishamn"},
        ],
    },
    {
        "id": "G171735",
        "title": "SÖSK (ovägt medel)",
        "members": [{"member_id": "1286", "member_title": "Ystad"}],
    },
    {"id": "G99999", "title": "Andra kommuner", "members": [{"member_id": "0180"}]},
]
UNITS = [
    {"id": "V15E128600301", "title": "Västerportskolan", "municipality": "1286"},
    {"id": "V15E128600302", "title": "Östra skolan F-6", "municipality": "1286"},
    {"id": "V11E128600101", "title": "Ängens förskola", "municipality": "1286"},
    {"id": "V15E128600399", "title": "Fristående skolan", "municipality": "1286"},
]


def page(rows: list[Any], next_url: str | None = None) -> dict[str, Any]:
    """A page of rows as Kolada gives it."""
    return {"count": len(rows), "next_url": next_url, "previous_url": None, "values": rows}


def values(kpi: str, period: int, **given: Any) -> dict[str, Any]:
    """A row of values: `municipality` or `ou`, and T, K, M as number, None or a whole value."""
    place: dict[str, Any] = {
        name: given.pop(name) for name in ("municipality", "ou") if name in given
    }
    return {
        "kpi": kpi,
        **place,
        "period": period,
        "values": [
            {
                "gender": gender,
                "count": 1,
                "status": "" if value is not None else "Missing",
                "value": value,
                "isdeleted": False,
            }
            | (value if isinstance(value, dict) else {})
            for gender, value in given.items()
        ],
    }


def prepare(service: Service) -> None:
    """Let the service answer for the whole catalogue."""
    service.answers |= {
        "/v3/kpi": page(KPIS),
        "/v3/municipality": page(MUNICIPALITIES),
        "/v3/municipality_groups": page(GROUPS),
        "/v3/ou": page(UNITS),
    }


def data(service: Service, *rows: dict[str, Any]) -> None:
    """Let the service give these values to every question about values."""
    municipal = [row for row in rows if "municipality" in row]
    units = [row for row in rows if "ou" in row]

    class Answers(dict[str, Any]):
        """The prepared answers, and one for every path of values."""

        def get(self, path: str, default: Any = None) -> Any:
            if path.startswith("/v3/data/"):
                return page(municipal)
            if path.startswith("/v3/oudata/"):
                return page(units)
            return super().get(path, default)

    service.answers = Answers(service.answers)
