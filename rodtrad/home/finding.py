"""Search across what a person may read."""

from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.evidence.models import Practice
from rodtrad.goals.models import Activity, Deficiency, Goal, Remedy
from rodtrad.home.finding_dialogues import find_dialogues
from rodtrad.home.found import Group, Hit, excerpt, first
from rodtrad.indicators.models import Indicator
from rodtrad.meetings.models import Decision, Meeting
from rodtrad.organisation.access import Permission, has_anywhere
from rodtrad.organisation.queries import matching, people_seen
from rodtrad.reports.models import Report
from rodtrad.steering.models import Requirement, SteeringDocument
from rodtrad.surveys.models import Survey
from rodtrad.yearwheel.models import Wheel, WheelItem


def find(user: User, words: str) -> list[Group]:
    """What matches every word, by kind, one query each; kinds without a hit are left out."""
    groups = [
        _goals(user, words),
        _activities(user, words),
        _remedies(user, words),
        _deficiencies(user, words),
        _indicators(user, words),
        _reports(user, words),
        _practices(user, words),
        _surveys(user, words),
        _documents(user, words),
        _requirements(user, words),
        _wheel_items(user, words),
        _meetings(user, words),
        _decisions(user, words),
        *find_dialogues(user, words),
    ]
    if has_anywhere(user, Permission.ADMINISTER):
        groups.append(_people(user, words))
    return [group for group in groups if group.hits]


def _goals(user: User, words: str) -> Group:
    rows, more = first(
        Goal.objects.readable_by(user)
        .filter(matching(words, "title", "description", "desired_effect"))
        .select_related("unit")
        .order_by("-ends", "title")
    )
    hits = [
        Hit(
            title=row.title,
            context="Gemensamt mål" if row.shared else row.unit.name,
            url=reverse("goal_detail", args=[row.pk]),
            excerpt=excerpt(f"{row.description} {row.desired_effect}", words),
        )
        for row in rows
    ]
    return Group("Mål", hits, more)


def _activities(user: User, words: str) -> Group:
    rows, more = first(
        Activity.objects.open_to(user, Permission.READ)
        .filter(matching(words, "title", "aim", "how_it_moves"))
        .select_related("goal__unit")
        .order_by("-ends", "title")
    )
    hits = [
        Hit(
            title=row.title,
            context=f"{row.goal.unit.name} · {row.goal.title}",
            url=reverse("activity_detail", args=[row.pk]),
            excerpt=excerpt(f"{row.aim} {row.how_it_moves}", words),
        )
        for row in rows
    ]
    return Group("Aktiviteter", hits, more)


def _meetings(user: User, words: str) -> Group:
    """Meetings by their name and place: what stands on an agenda is for those who are called."""
    today = timezone.localdate()
    rows, more = first(
        Meeting.objects.readable_by(user, today)
        .filter(matching(words, "title", "forum__name", "place"))
        .select_related("forum__unit")
        .order_by("-on", "-pk")
    )
    hits = [
        Hit(
            title=str(row),
            context=f"{row.get_kind_display()} · {row.forum.unit.name}",
            url=reverse("meeting_detail", args=[row.pk]),
        )
        for row in rows
    ]
    return Group("Möten", hits, more)


def _decisions(user: User, words: str) -> Group:
    rows, more = first(
        Decision.objects.readable_by(user, timezone.localdate())
        .filter(matching(words, "text", "item__title"))
        .select_related("meeting__forum")
        .order_by("-decided_on", "-pk")
    )
    hits = [
        Hit(
            title=str(row),
            context=f"{row.get_kind_display()} · {row.meeting}",
            url=reverse("decision_detail", args=[row.pk]),
            excerpt=excerpt(row.text, words),
        )
        for row in rows
    ]
    return Group("Beslut och överenskommelser", hits, more)


def _remedies(user: User, words: str) -> Group:
    rows, more = first(
        Remedy.objects.open_to(user, Permission.READ)
        .filter(matching(words, "title", "expected_effect", "effect"))
        .select_related("unit")
        .order_by("-decided_on", "title")
    )
    hits = [
        Hit(
            title=row.title,
            context=row.unit.name,
            url=reverse("remedy_detail", args=[row.pk]),
            excerpt=excerpt(f"{row.expected_effect} {row.effect}", words),
        )
        for row in rows
    ]
    return Group("Åtgärder", hits, more)


def _deficiencies(user: User, words: str) -> Group:
    rows, more = first(
        Deficiency.objects.open_to(user, Permission.READ)
        .filter(matching(words, "title", "description", "registry_number"))
        .select_related("unit")
        .order_by("-found_on", "title")
    )
    hits = [
        Hit(
            title=row.title,
            context=row.unit.name,
            url=reverse("deficiency_detail", args=[row.pk]),
            excerpt=excerpt(row.description, words),
        )
        for row in rows
    ]
    return Group("Brister", hits, more)


def _indicators(user: User, words: str) -> Group:
    rows, more = first(
        Indicator.objects.readable_by(user)
        .filter(matching(words, "name", "what", "source_code"))
        .select_related("owner")
        .order_by("name")
    )
    hits = [
        Hit(
            title=row.name,
            context=row.owner.name if row.owner else row.source,
            url=reverse("indicator_detail", args=[row.pk]),
            excerpt=excerpt(row.what, words),
        )
        for row in rows
    ]
    return Group("Indikatorer", hits, more)


def _reports(user: User, words: str) -> Group:
    rows, more = first(
        Report.objects.readable_by(user)
        .filter(matching(words, "unit__name", "group__name", "kind__name", "registry_number"))
        .select_related("unit", "kind", "school_year", "group", "occasion")
        .order_by("-school_year", "unit__name")
    )
    hits = [
        Hit(
            title=row.title,
            context=f"{row.place} · {row.get_state_display()}",
            url=reverse("report_detail", args=[row.pk]),
        )
        for row in rows
    ]
    return Group("Rapporter", hits, more)


def _practices(user: User, words: str) -> Group:
    rows, more = first(
        Practice.objects.readable_by(user)
        .filter(matching(words, "title", "problem", "how"))
        .select_related("unit")
    )
    hits = [
        Hit(
            row.title,
            row.unit.name,
            reverse("practice_detail", args=[row.pk]),
            excerpt(f"{row.problem} {row.how}", words),
        )
        for row in rows
    ]
    return Group("Beprövad erfarenhet", hits, more)


def _surveys(user: User, words: str) -> Group:
    rows, more = first(
        Survey.objects.readable_by(user).filter(matching(words, "title")).select_related("unit")
    )
    hits = [Hit(row.title, row.unit.name, reverse("survey_detail", args=[row.pk])) for row in rows]
    return Group("Enkäter", hits, more)


def _documents(user: User, words: str) -> Group:
    rows, more = first(
        SteeringDocument.objects.open_to(user, Permission.READ)
        .filter(matching(words, "title", "short", "text"))
        .order_by("title")
    )
    hits = [
        Hit(
            title=row.title,
            context=row.get_kind_display(),
            url=reverse("document_detail", args=[row.pk]),
            excerpt=excerpt(row.text, words),
        )
        for row in rows
    ]
    return Group("Styrdokument", hits, more)


def _requirements(user: User, words: str) -> Group:
    rows, more = first(
        Requirement.objects.open_to(user, Permission.READ)
        .filter(matching(words, "reference", "heading", "text"))
        .select_related("document")
    )
    hits = [
        Hit(
            title=row.citation,
            context=row.document.title,
            url=reverse("requirement_goals", args=[row.pk]),
            excerpt=excerpt(row.text, words),
        )
        for row in rows
    ]
    return Group("Krav", hits, more)


def _wheel_items(user: User, words: str) -> Group:
    rows, more = first(
        WheelItem.objects.readable_by(user)
        .exclude(wheel__state=Wheel.State.REPLACED)
        .filter(matching(words, "title", "description"))
        .select_related("wheel__kind", "wheel__unit", "ring")
        .order_by("-wheel__year", "title")
    )
    hits = [
        Hit(
            title=row.title,
            context=f"{row.wheel} · {row.ring.name}",
            url=reverse("wheel_item_detail", args=[row.pk]),
            excerpt=excerpt(row.description, words),
        )
        for row in rows
    ]
    return Group("Årshjul", hits, more)


def _people(user: User, words: str) -> Group:
    rows, more = first(
        people_seen(user).filter(matching(words, "name", "email", "title")).order_by("name")
    )
    hits = [
        Hit(title=row.name, context=row.title, url=reverse("person_detail", args=[row.pk]))
        for row in rows
    ]
    return Group("Personer", hits, more)
