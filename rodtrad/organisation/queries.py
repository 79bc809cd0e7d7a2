"""Answers for the administration's pages: which units and people one administers."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from rodtrad.accounts.models import User
from rodtrad.organisation.access import Permission, own_units, roots, units_open_to
from rodtrad.organisation.models import Assignment, Role, SchoolYear, Unit


def letter_cases(text: str) -> set[str]:
    """A word as people write it at the start, in the middle and in capitals.

    SQLite ignores the case of A to Z only: "åsa" would not find "Åsa".
    """
    return {text, text.lower(), text.upper(), text.capitalize()}


def matching(words: str, *fields: str) -> Q:
    """A condition that each of the words is in at least one of the fields."""
    condition = Q()
    for word in words.split():
        one = Q(pk__in=[])
        for field in fields:
            for form in letter_cases(word):
                one |= Q(**{f"{field}__icontains": form})
        condition &= one
    return condition


def units_administered(user: User) -> QuerySet[Unit]:
    """The units that the person administers, in the order of the tree."""
    return units_open_to(user, Permission.ADMINISTER)


def municipalities_administered(user: User) -> QuerySet[Unit]:
    """The municipalities where the person administers some unit."""
    tops: QuerySet[Unit] = Unit.objects.filter(path__in=roots(user, Permission.ADMINISTER))
    return tops


def find_units(
    user: User, *, words: str = "", kind: str = "", state: str = "", today: date
) -> QuerySet[Unit]:
    """The administered units that fit the filters, with their school forms loaded.

    Args:
        words: parts of the name or the code; empty for all.
        kind: a Unit.Kind; empty for all.
        state: "stangda" for closed ones, "alla" for both, else those that are not closed.
    """
    units = units_administered(user).filter(matching(words, "name", "code"))
    if kind:
        units = units.filter(kind=kind)
    if state == "stangda":
        units = units.filter(closed__lte=today)
    elif state != "alla":
        units = units.filter(Q(closed__isnull=True) | Q(closed__gt=today))
    return units.prefetch_related("school_forms")


def people_seen(user: User) -> QuerySet[User]:
    """People with a role, now or before, at units one administers, and those without any."""
    # Subqueries, not a join: a join would give a person once for each of their roles.
    roles = Assignment.objects.filter(user=OuterRef("pk"))
    here = roles.filter(unit__in=units_administered(user))
    return User.objects.filter(Exists(here) | ~Exists(roles))


def people_managed(user: User) -> QuerySet[User]:
    """Of those, the people whose every role is at units one administers.

    Who could change the address of somebody with a wider role could take that role over.
    """
    elsewhere = Assignment.objects.filter(user=OuterRef("pk")).exclude(
        unit__in=units_administered(user)
    )
    return people_seen(user).exclude(Exists(elsewhere))


def find_people(
    user: User,
    *,
    words: str = "",
    role: str = "",
    unit: Unit | None = None,
    state: str = "",
    today: date,
) -> QuerySet[User]:
    """The people who fit the filters, with today's assignments in `running`.

    Args:
        role: a role's code; empty for all.
        unit: with a role there or below; None for all.
        state: "stangda" for those who cannot sign in, "utan" for those without a role,
            "alla" for everybody, else those who can sign in.
    """
    running = Assignment.objects.running_on(today)
    people = people_seen(user).filter(matching(words, "name", "email", "title"))
    if role or unit:
        wanted: Any = running.filter(user=OuterRef("pk"))
        if role:
            wanted = wanted.filter(role__code=role)
        if unit:
            wanted = wanted.filter(unit__path__startswith=unit.path)
        people = people.filter(Exists(wanted))
    if state == "stangda":
        people = people.filter(is_active=False)
    elif state == "utan":
        people = people.exclude(Exists(running.filter(user=OuterRef("pk"))))
    elif state != "alla":
        people = people.filter(is_active=True)
    shown = running.select_related("role", "unit").order_by("starts", "pk")
    return people.prefetch_related(Prefetch("assignments", queryset=shown, to_attr="running"))


def roles_with_holders(today: date) -> list[tuple[Role, int]]:
    """Each role and how many people hold it today."""
    holders = dict(
        Assignment.objects.running_on(today)
        .order_by()
        .values("role_id")
        .annotate(people=Count("user_id", distinct=True))
        .values_list("role_id", "people")
    )
    return [(role, holders.get(role.pk, 0)) for role in Role.objects.all()]


def next_school_year() -> int:
    """The start of the school year after the last there is; 0 when there is none."""
    last = SchoolYear.objects.order_by("-start").first()
    return last.start + 1 if last else 0


def units_worked_in(user: User, permission: str) -> QuerySet[Unit]:
    """Where the person's own work is: who leads many units sees their overview instead."""
    led = units_open_to(user, Permission.LEAD).values("pk")
    reached = units_open_to(user, permission)
    return reached.exclude(pk__in=led) | own_units(user, permission)
