"""Answers about steering documents that span several tables."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from django.db.models import Count, Q, QuerySet

from rodtrad.accounts.models import User
from rodtrad.organisation.access import Permission, has_anywhere, reach_filter
from rodtrad.steering.models import SteeringDocument

# A revision takes a term to prepare: warn that long before.
WARN_BEFORE = timedelta(days=120)
_EDITORS = (Permission.ADMINISTER, Permission.LEAD)


@dataclass(frozen=True, slots=True)
class Search:
    """What a person looks for in the register; empty texts mean all."""

    q: str = ""
    kind: str = ""
    whose: str = ""
    due: str = ""
    order: str = ""


def may_register(user: User) -> bool:
    """Whether the person may enter documents that hold for everybody."""
    return any(has_anywhere(user, permission) for permission in _EDITORS)


def editable_by(user: User) -> QuerySet[SteeringDocument]:
    """Documents that the person may change."""
    allowed = Q(unit__isnull=True) if may_register(user) else Q(pk__in=[])
    for permission in _EDITORS:
        allowed |= reach_filter(user, permission, unit="unit")
    return cast("QuerySet[SteeringDocument]", SteeringDocument.objects.filter(allowed))


def find_documents(user: User, search: Search, today: date) -> QuerySet[SteeringDocument]:
    """Documents that the person may read and that the search fits, with their number of points."""
    found = (
        SteeringDocument.objects.open_to(user, Permission.READ_ADOPTED)
        .select_related("unit")
        .annotate(points=Count("requirements", filter=Q(requirements__retired_on__isnull=True)))
    )
    for word in search.q.split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(short__icontains=word)
            | Q(registry_number__icontains=word)
            | Q(text__icontains=word)
            | Q(adopted_by__icontains=word)
        )
    if search.kind:
        found = found.filter(kind=search.kind)
    state = Q(kind__in=SteeringDocument.STATE_KINDS)
    if search.whose == "stat":
        found = found.filter(state)
    elif search.whose == "kommun":
        found = found.exclude(state)
    if search.due == "ja":
        found = found.filter(revise_by__lte=today + WARN_BEFORE)
    order = {"slag": ("kind", "title"), "revidering": ("revise_by", "title")}
    return cast(
        "QuerySet[SteeringDocument]", found.order_by(*order.get(search.order, ("title",)), "pk")
    )


def revision_state(document: SteeringDocument, today: date) -> str:
    """ "late", "due" or "": whether the document must be revised, or soon must."""
    if document.revise_by is None:
        return ""
    if document.needs_revision(today):
        return "late"
    return "due" if document.revise_by <= today + WARN_BEFORE else ""
