"""What servers of SS12000:2020 (v2.1) answer, in the parts that are used here.

Deployed servers deviate from the specification. What can be borne with is, and is told about;
what cannot be understood is left untouched: it is neither changed nor taken as removed.
Civic numbers, addresses, enrolments and the like are never read, so they cannot be kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from rodtrad.integrations.http import Client, FetchError, Query

_MOST_PAGES = 2000
_RING = "Servern hänvisar runt i en ring mellan sina sidor."
_OPEN_MARKINGS = ("", "ingen", "none", "false", "no")


def _day(value: Any) -> Any:
    """A day, also where a server writes a whole moment."""
    if value in ("", None):
        return None
    return value[:10] if isinstance(value, str) else value


Day = Annotated[date | None, BeforeValidator(_day)]
Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]


class Reference(BaseModel):
    """What points to something else by its id."""

    id: str = Field(min_length=1, max_length=60)


class Meta(BaseModel):
    """When something was changed."""

    modified: str = ""


class Row(BaseModel):
    """What everything has."""

    id: str = Field(min_length=1, max_length=60)
    meta: Meta | None = None


class Organisation(Row):
    """A part of the organisation."""

    displayName: str = Field(min_length=1)
    organisationType: str
    organisationCode: Text = ""
    schoolUnitCode: Text = ""
    municipalityCode: Text = ""
    parentOrganisation: Reference | None = None
    schoolTypes: list[str] | None = None
    startDate: Day = None
    endDate: Day = None


class Email(BaseModel):
    """An address, and whether it is the work's."""

    value: str
    type: str = ""


class Person(Row):
    """A person. Only what an account needs is read."""

    givenName: Text = ""
    familyName: Text = ""
    securityMarking: Any = None
    personStatus: Text = ""
    emails: list[Email] | None = None
    eduPersonPrincipalNames: list[str] | None = None

    @property
    def is_protected(self) -> bool:
        """Whether the identity is protected; a marking that is not understood counts as one."""
        marking = self.securityMarking
        return marking is not None and str(marking).strip().lower() not in _OPEN_MARKINGS

    @property
    def is_gone(self) -> bool:
        """Whether the person has died or left the country."""
        return self.personStatus not in ("", "Aktiv")

    @property
    def name(self) -> str:
        """The name as it is written."""
        return " ".join(f"{self.givenName} {self.familyName}".split())[:150]

    @property
    def email(self) -> str:
        """The address at work, never a private one; "" when there is none."""
        given = self.emails or []
        for wanted in ("skola personal", "arbete övrigt"):
            for one in given:
                if one.type.strip().lower() == wanted and "@" in one.value:
                    return one.value.strip().lower()
        for name in self.eduPersonPrincipalNames or []:
            if "@" in name:
                return name.strip().lower()
        return ""


class Duty(Row):
    """A person's duty: which role, where, and from when until when (both days included)."""

    person: Reference | None = None
    dutyAt: Reference | None = None
    dutyRole: str = Field(min_length=1)
    startDate: Day = None
    endDate: Day = None


T = TypeVar("T", bound=Row)


@dataclass
class Rows(Generic[T]):
    """What was read, and the ids of what could not be understood."""

    rows: list[T] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


@dataclass
class Deviations:
    """How a server deviates from the specification, for the account of the run."""

    sentences: list[str] = field(default_factory=list)

    def add(self, sentence: str) -> None:
        """Note a deviation, once."""
        if sentence not in self.sentences:
            self.sentences.append(sentence)


class Answer(BaseModel):
    """Any answer with data; servers have been seen to give the list alone, or only an error."""

    data: Any = None
    pageToken: str | None = None
    detail: Any = None

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> "Answer":
        """Read the answer; a list alone is taken as the data."""
        if isinstance(obj, list):
            return cls(data=obj)
        return super().model_validate(obj, **options)


def all_rows(client: Client, path: str, shape: type[T], query: Query, found: Deviations) -> Rows[T]:
    """Every row of a question, page after page.

    Raises:
        FetchError: when the server does not answer with rows.
    """
    read: Rows[T] = Rows()
    known: set[str] = set()
    for answer in _pages(client, path, query):
        if not isinstance(answer.data, list):
            raise FetchError(_no_data(client, path, answer))
        for row in answer.data:
            _read_row(row, path, shape, read, found)
        # A server that always has one more page gives the same rows over and over.
        ids = {row["id"] for row in answer.data}
        if ids and ids <= known:
            raise FetchError(_RING)
        known |= ids
    return read


def _read_row(row: Any, path: str, shape: type[T], read: Rows[T], found: Deviations) -> None:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not row["id"]:
        raise FetchError(
            f"Servern gav en post utan id i {path}. Då går det inte att veta vad som har tagits "
            "bort, så ingenting ändras."
        )
    try:
        one = shape.model_validate(row)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        # The id alone: a name or a number must not end up in the account.
        found.add(f"En post i {path} följer inte specifikationen ({where}) och lämnades orörd.")
        read.unread.add(row["id"])
        return
    if one.meta and one.meta.modified and not _has_zone(one.meta.modified):
        found.add("Servern skriver tider utan tidszon; de tas som svensk tid.")
    read.rows.append(one)


def _pages(client: Client, path: str, query: Query) -> Iterator[Answer]:
    seen: set[str] = set()
    for _ in range(_MOST_PAGES):
        answer = client.get(path, Answer, query)
        yield answer
        if not answer.pageToken:
            return
        if answer.pageToken in seen:
            break
        seen.add(answer.pageToken)
        # A token stands for the question: it is not combined with filters.
        query = {"pageToken": answer.pageToken}
    raise FetchError(_RING)


def _no_data(client: Client, path: str, answer: Answer) -> str:
    if isinstance(answer.detail, str) and answer.detail:
        return f"Servern svarade med ett fel i {path}: {answer.detail[:200]}"
    return f"{client.name} svarade i en annan form än väntat (vid data i {path})."


def _has_zone(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        # What is no moment at all is not used for anything here.
        return True


# The kinds of rows, by every name that servers have been seen to give them.
_KINDS = {
    "persons": "persons",
    "person": "persons",
    "duties": "duties",
    "duty": "duties",
    "organisations": "organisations",
    "organisation": "organisations",
}


def deleted(client: Client, after: str, found: Deviations) -> dict[str, set[str]]:
    """Ids of what the server has removed since, by kind: persons, duties, organisations.

    The specification has an object of lists; servers give lists of objects too.

    Raises:
        FetchError: when the answer cannot be understood.
    """
    gone: dict[str, set[str]] = {"persons": set(), "duties": set(), "organisations": set()}
    query: Query = {"after": after, "entities": ["persons", "duties", "organisations"]}
    for answer in _pages(client, "/deletedEntities", query):
        if isinstance(answer.data, dict):
            for kind, ids in answer.data.items():
                if kind.lower() in _KINDS and isinstance(ids, list):
                    gone[_KINDS[kind.lower()]].update(
                        one if isinstance(one, str) else str(one.get("id", "")) for one in ids
                    )
        elif isinstance(answer.data, list):
            if answer.data:
                found.add("Servern ger borttagna poster som en lista i stället för ett objekt.")
            for one in answer.data:
                if not isinstance(one, dict):
                    continue
                named = next(
                    (
                        str(one[name])
                        for name in ("entityType", "entity", "resourceType", "type", "endpoint")
                        if one.get(name)
                    ),
                    "",
                )
                kind = _KINDS.get(named.lower().strip("/"), "")
                if kind and one.get("id"):
                    gone[kind].add(str(one["id"]))
        else:
            raise FetchError(_no_data(client, "/deletedEntities", answer))
    return gone
