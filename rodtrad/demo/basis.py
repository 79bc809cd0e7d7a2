"""What stands before any goal: organisation, people, steering documents, indicators."""

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.demo.content import read, read_text
from rodtrad.indicators.actions import define_indicator
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.actions.joining import merge_units
from rodtrad.organisation.actions.people import add_person, give_assignment
from rodtrad.organisation.actions.units import open_unit
from rodtrad.organisation.actions.years import add_school_year
from rodtrad.organisation.models import Role, SchoolForm, SchoolYear, Unit
from rodtrad.steering.models import Requirement, SteeringDocument

_OPENED = date(2012, 7, 1)


@dataclass
class Basis:
    """What the goals of the demo stand on, by the names that the content files use."""

    years: list[SchoolYear]
    units: dict[str, Unit] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    people: dict[str, list[User]] = field(default_factory=dict)
    requirements: dict[str, Requirement] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    invented: dict[str, dict[str, Any]] = field(default_factory=dict)

    def principal(self, code: str) -> User:
        """Who leads a unit: the first person named there."""
        return self.people[code][0]

    @property
    def head(self) -> User:
        """The head of compulsory schools."""
        return self.people["1286-UTB"][0]

    @property
    def development_head(self) -> User:
        """The head of development."""
        return self.people["1286-UTB"][2]

    @property
    def secretary(self) -> User:
        """The secretary of the board."""
        return self.of_board("board_secretary")[0]

    def of_board(self, role: str) -> list[User]:
        """Those of the board with a role, in the order of the content file."""
        return [
            person
            for person in self.people["1286"]
            if person.assignments.filter(role__code=role).exists()
        ]

    @property
    def working_units(self) -> list[Unit]:
        """Schools and preschools that still run."""
        return [
            unit for unit in self.units.values() if unit.is_working_unit and unit.closed is None
        ]


def lay(today: date) -> Basis:
    """Lay the ground: three school years, the last of them running."""
    running = YearSpan.of(today).start
    years = [add_school_year(start, by=None) for start in range(running - 2, running + 1)]
    basis = Basis(years=years)
    _open_units(basis)
    _add_people(basis, starts=date(running - 2, 7, 1))
    _merge(basis, on=date(running - 1, 8, 1))
    _register_documents(basis, today)
    _define_indicators(basis)
    return basis


def _open_units(basis: Basis) -> None:
    for entry in read("organisation")["unit"]:
        parent = basis.units.get(entry.get("under", ""))
        basis.units[entry["code"]] = open_unit(
            parent=Unit.objects.get(pk=parent.pk) if parent else None,
            name=entry["name"],
            kind=entry["kind"],
            code=entry["code"],
            school_forms=SchoolForm.objects.filter(code__in=entry.get("forms", [])),
            opened=_OPENED,
            by=None,
        )
        basis.sizes[entry["code"]] = entry.get("size", 0)


def _add_people(basis: Basis, *, starts: date) -> None:
    roles = {role.code: role for role in Role.objects.all()}
    for entry in read("organisation")["person"]:
        person = add_person(
            name=entry["name"], email=_address(entry["name"]), title=entry["title"], by=None
        )
        basis.people.setdefault(entry["unit"], []).append(person)
        for form in entry.get("school_forms", [None]):
            give_assignment(
                person,
                role=roles[entry["role"]],
                unit=basis.units[entry["unit"]],
                school_form=SchoolForm.objects.get(pk=form) if form else None,
                starts=starts,
                by=None,
            )


def _address(name: str) -> str:
    plain = name.lower().translate(str.maketrans("åäöé ", "aaoe."))
    return f"{plain}@demo.example"


def _merge(basis: Basis, *, on: date) -> None:
    for entry in read("organisation")["unit"]:
        if into := entry.get("merged_into"):
            merge_units(
                [basis.units[entry["code"]]],
                into=basis.units[into],
                on=on,
                note="Förskolorna ligger vägg i vägg och har gemensam rektor.",
                by=basis.development_head,
            )
    basis.units = {
        unit.code: unit for unit in Unit.objects.filter(code__in=basis.units).order_by("path")
    }


def _register_documents(basis: Basis, today: date) -> None:
    for entry in read("steering")["document"]:
        document = SteeringDocument.objects.create(
            **{
                name: entry[name]
                for name in (
                    "title",
                    "short",
                    "kind",
                    "source",
                    "contributors",
                    "applies_to",
                    "valid_from",
                    "adopted_by",
                    "revision_owner",
                    "update_owner",
                )
                if name in entry
            },
            text=read_text(entry["text_file"]) if "text_file" in entry else "",
            revise_by=today + timedelta(days=entry["revise_in_days"])
            if "revise_in_days" in entry
            else None,
            revision_role=Role.objects.filter(code=entry.get("revision_role", "")).first(),
        )
        points = list(entry.get("requirement", []))
        for heading in entry.get("headings", []):
            reference, words = heading.split(" ", 1)
            points.append({"reference": reference, "heading": words})
        if document.text:
            points.extend(sections(document.text))
        for position, point in enumerate(points):
            requirement = Requirement.objects.create(
                document=document,
                reference=point["reference"],
                heading=point["heading"],
                text=point.get("text", "").strip(),
                position=position,
            )
            requirement.school_forms.set(entry.get("forms", []))
            basis.requirements[f"{document.short} {requirement.reference}"] = requirement


# Children for each full-time post in preschool.
_FEWER_IS_BETTER = frozenset({"N11010"})
# A line of the table of contents ends in a page number after a tab; a paragraph of the law begins
# with its number and §. Neither is a heading.
_HEADING = re.compile(r"^(\d(?:\.\d){0,2})\.? ([^§\s][^\t]*)$")


def sections(text: str) -> list[dict[str, str]]:
    """The numbered sections of the guideline: reference, heading and text of each."""
    found: list[dict[str, str]] = []
    for line in text.splitlines():
        match = _HEADING.match(line.strip())
        if match:
            found.append({"reference": match[1], "heading": match[2], "text": ""})
        elif found:
            found[-1]["text"] += line + "\n"
    return found


def _define_indicators(basis: Basis) -> None:
    by = basis.development_head
    for row in csv.DictReader(io.StringIO(read_text("kolada.csv")), delimiter=";"):
        is_share = "andel" in row["title"].lower()
        better = Indicator.Better.DOWN if row["id"] in _FEWER_IS_BETTER else Indicator.Better.UP
        basis.indicators[row["id"]] = define_indicator(
            owner=None,
            by=by,
            name=row["title"].replace("  ", " "),
            what=row["description"],
            how="Hämtas från Kolada.",
            kind=Indicator.Kind.SHARE if is_share else Indicator.Kind.NUMBER,
            better=better,
            source="Kolada",
            source_code=f"kolada:{row['id']}",
        )
    for entry in read("indicators")["indicator"]:
        basis.invented[entry["key"]] = entry
        names = (
            *("name", "what", "how", "kind", "unit_of_measure", "better", "origin", "source"),
            *("scale_low", "scale_high"),
        )
        chosen = {name: entry[name] for name in names if name in entry}
        basis.indicators[entry["key"]] = define_indicator(
            owner=None,
            by=by,
            instrument=entry.get("instrument", ""),
            levels=entry.get("levels", []),
            decimals=0 if entry["kind"] == "qualitative" else entry.get("decimals", 1),
            **chosen,
        )
