"""Every place in the database where a person is pointed out, found from the models themselves.

A model that is added tomorrow is found too; only what the pointing means must be said here, and a
test fails until it is.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.apps import apps
from django.db.models import CharField, Count, DateField, TextField, Value
from django.db.models.base import Model

from rodtrad.accounts.models import User

# What the person is in the row, by the field's name.
ROLES: Final = {
    "added_by": "du lade till det",
    "adopted_by": "du fastställde det",
    "answered_by": "du svarade",
    "by": "du skrev det",
    "called_by": "du kallade",
    "created_by": "du lade upp det",
    "decided_by": "du beslutade",
    "ended_by": "du avslutade det",
    "head": "du är skolchef i samtalet",
    "history_user": "du sparade den lydelsen",
    "leader": "du leder mötet",
    "owner": "du är ansvarig",
    "person": "det gäller dig",
    "principal": "du är rektor i samtalet",
    "proposed_by": "du föreslog det",
    "raised_by": "du lyfte frågan",
    "read_by": "du läste det",
    "recipient": "det är till dig",
    "recorded_by": "du skrev in värdet",
    "released_by": "du lämnade det till nämnden",
    "responsible": "du är ansvarig",
    "secretary": "du för anteckningarna",
    "sender": "det är från dig",
    "sent_by": "du skickade det",
    "undone_by": "du ångrade det",
    "user": "det gäller dig",
}
# Told in full under headings of their own.
TOLD_APART: Final = frozenset(
    {
        "audit.Event.by",
        "drafts.Draft.user",
        "forums.HandMember.user",
        "meetings.Attendee.user",
        "notifications.Notice.recipient",
        "organisation.Assignment.user",
    }
)
# Secrets that prove who somebody is: that they are there is told, never what they are.
SECRETS: Final = {
    "mfa.Authenticator.user": "tvåstegsinloggning",
    "yearwheel.FeedAddress.user": "hemliga kalenderadresser",
}
# How many rows of a kind are told; who needs the rest asks who runs the installation.
MOST_ROWS = 1000
# What a day is called where the field's own name is not Swedish.
_DAYS: Final = {"history_date": "sparad"}
# The fields that name a row, the best first.
_NAMES = ("title", "name", "what", "text", "label", "method", "result", "said", "why")


@dataclass(frozen=True)
class Relation:
    """A field that points out a person."""

    model: type[Model]
    field: str

    @property
    def key(self) -> str:
        """As "goals.Goal.owner"."""
        return f"{self.model._meta.label}.{self.field}"

    @property
    def heading(self) -> str:
        """What kind of row it is, and what the person is in it."""
        kind = str(self.model._meta.verbose_name).removeprefix("historical ")
        return f"{kind}: {ROLES[self.field]}"


def relations() -> list[Relation]:
    """Every field of every model that points out a person."""
    return [
        Relation(model, field.name)
        for model in apps.get_models()
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.is_relation and field.related_model is User
    ]


def rows_about(user: User) -> dict[str, Any]:
    """What points out a person, by heading. A query for all counts, one for each kind there is."""
    found: dict[str, Any] = {}
    for one, n in _counted(user):
        if one.key in SECRETS:
            found[SECRETS[one.key]] = n
            continue
        rows = one.model._base_manager.filter(**{one.field: user}).order_by("-pk")[:MOST_ROWS]
        told = found.setdefault(one.heading, {"antal": 0, "rader": []})
        told["antal"] += n
        told["rader"] += [_told(row) for row in rows]
    return found


def counts_about(user: User) -> dict[str, int]:
    """How many rows point out a person, by heading. One query."""
    found: dict[str, int] = {}
    for one, n in _counted(user):
        heading = SECRETS.get(one.key) or one.heading
        found[heading] = found.get(heading, 0) + n
    return found


def _counted(user: User) -> list[tuple[Relation, int]]:
    wanted = [
        one for one in relations() if one.key not in TOLD_APART and not one.model._meta.auto_created
    ]
    parts = [
        one.model._base_manager.filter(**{one.field: user})
        .order_by()
        .annotate(place_number=Value(number))
        .values("place_number")
        .annotate(row_count=Count("pk"))
        .values_list("place_number", "row_count")
        for number, one in enumerate(wanted)
    ]
    counts = parts[0].union(*parts[1:], all=True)
    return [(wanted[number], n) for number, n in sorted(counts) if n]


def _told(row: Model) -> dict[str, Any]:
    """A row's number, what it is called and its days: its own fields, nobody else's."""
    fields = {field.name: field for field in row._meta.concrete_fields}
    named = next(
        (
            str(getattr(row, name))
            for name in _NAMES
            if isinstance(fields.get(name), CharField | TextField) and getattr(row, name)
        ),
        "",
    )
    days = {
        _DAYS.get(field.name, str(field.verbose_name)): value.isoformat()
        for field in fields.values()
        if isinstance(field, DateField)
        and isinstance(value := getattr(row, field.name), date | datetime)
    }
    return {"nr": str(row.pk), "vad": named, **days}
