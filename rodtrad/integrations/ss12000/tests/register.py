"""A school administration system as the tests need it: its people are invented.

Made from the specification of SS12000:2020, and from how deployed servers have been seen to
deviate from it.
"""

from dataclasses import dataclass, field
from typing import Any

from rodtrad.integrations.tests.service import Answer, Asked, Service

HEAD = "a0000000-0000-4000-8000-000000000001"
ADMINISTRATION = "a0000000-0000-4000-8000-000000000002"
SCHOOL_NAME = "a0000000-0000-4000-8000-000000000003"
SCHOOL = "a0000000-0000-4000-8000-000000000004"
NEW_PRESCHOOL = "a0000000-0000-4000-8000-000000000005"
META = {"created": "2025-01-01T08:00:00+01:00", "modified": "2026-10-01T08:00:00+02:00"}


def organisation(
    number: str, name: str, kind: str, parent: str | None = None, **more: Any
) -> dict[str, Any]:
    """An organisation."""
    above = {"parentOrganisation": {"id": parent}} if parent else {}
    return {
        "id": number,
        "meta": META,
        "displayName": name,
        "organisationType": kind,
        **above,
        **more,
    }


def person(number: str, given: str, family: str, **more: Any) -> dict[str, Any]:
    """A person with an address at work and, as in life, a private one and a civic number."""
    address = f"{given}.{family}".lower().translate(str.maketrans("åäö", "aao"))
    return {
        "id": number,
        "meta": META,
        "givenName": given,
        "familyName": family,
        "civicNo": {"value": "198112189876", "nationality": "SE"},
        "securityMarking": "Ingen",
        "personStatus": "Aktiv",
        "emails": [
            {"value": f"{given}@hemma.example".lower(), "type": "Privat"},
            {"value": f"{address}@ystad.example", "type": "Skola personal"},
        ],
        **more,
    }


def duty(number: str, of: str, role: str, at: str = SCHOOL, **more: Any) -> dict[str, Any]:
    """A duty."""
    return {
        "id": number,
        "meta": META,
        "person": {"id": of},
        "dutyAt": {"id": at},
        "dutyRole": role,
        "startDate": "2024-08-01",
        **more,
    }


def _organisations() -> list[dict[str, Any]]:
    return [
        # A child before its parent, as servers sort by other things.
        organisation(
            SCHOOL,
            "Västerportskolan",
            "Skolenhet",
            SCHOOL_NAME,
            schoolUnitCode="54436997",
            schoolTypes=["GR"],
        ),
        organisation(HEAD, "Ystads kommun", "Huvudman", organisationNumber="2120001181"),
        organisation(ADMINISTRATION, "Utbildningsförvaltningen", "Förvaltning", HEAD),
        organisation(SCHOOL_NAME, "Västerport", "Skola", ADMINISTRATION),
        organisation(
            NEW_PRESCHOOL,
            "Strandens förskola",
            "Skolenhet",
            ADMINISTRATION,
            organisationCode="F-0900",
            schoolTypes=["FS"],
            startDate="2020-08-01",
        ),
    ]


@dataclass
class Register:
    """What the system holds; change it between two fetches."""

    organisations: list[dict[str, Any]] = field(default_factory=_organisations)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    duties: dict[str, dict[str, Any]] = field(default_factory=dict)
    # Ids that "have changed since"; nothing else is given when that is asked for.
    modified: set[str] = field(default_factory=set)
    deleted: Any = field(default_factory=dict)
    per_page: int = 100

    def employ(self, number: int, given: str, family: str, role: str, **more: Any) -> None:
        """Add a person with a duty."""
        at = more.pop("at", SCHOOL)
        own, task = f"p{number}", f"d{number}"
        self.people[own] = person(own, given, family, **more)
        self.duties[task] = duty(task, own, role, at)

    def serve(self, service: Service) -> None:
        """Let the service answer from here."""
        service.answers |= {
            "/organisations": lambda asked: self._page(asked, self.organisations),
            "/duties": lambda asked: self._page(asked, list(self.duties.values())),
            "/persons": lambda asked: self._page(asked, list(self.people.values())),
            "/deletedEntities": lambda asked: {"data": self.deleted, "pageToken": None},
        }
        for number in self.people:
            service.answers[f"/persons/{number}"] = lambda asked: self.people[
                asked.path.rsplit("/", 1)[1]
            ]

    def _page(self, asked: Asked, rows: list[dict[str, Any]]) -> Any:
        token = asked.query.get("pageToken", ["0"])[0]
        if "pageToken" in asked.query and len(asked.query) > 1:
            return Answer({"code": "x", "message": "Filter med pageToken"}, status=400)
        if "meta.modified.after" in asked.query:
            rows = [row for row in rows if row["id"] in self.modified]
        start = int(token)
        ends = start + self.per_page
        following = str(ends) if ends < len(rows) else None
        return {"data": rows[start:ends], "pageToken": following}


def staffed() -> Register:
    """Ten people: a principal, a counsellor, and teachers at the school and the preschool."""
    register = Register()
    register.employ(1, "Rut", "Rektorsson", "Rektor")
    register.employ(2, "Kim", "Kurator", "Kurator")
    for number in range(3, 9):
        register.employ(number, f"Lärare{number}", "Larsson", "Lärare")
    register.employ(9, "Fia", "Förskollärare", "Förskollärare", at=NEW_PRESCHOOL)
    register.employ(10, "Mat", "Matsson", "Annan personal")
    return register
