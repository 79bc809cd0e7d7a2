"""What every page's frame needs: the menu, the person's roles and whether this is a demo."""

from typing import NamedTuple, TypedDict

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.organisation.access import Permission, Reach, reaches
from rodtrad.organisation.models import SchoolYear


class Link(TypedDict):
    """A link in the frame; `current` when it leads to where one is."""

    label: str
    url: str
    current: bool


class Group(TypedDict):
    """A part of the menu: a lone link, or several under one heading."""

    label: str
    links: list[Link]
    current: bool


class Entry(NamedTuple):
    """A page in the menu: its label, address name, the section whose pages belong to it, and the
    permission that opens it; "" for everybody."""

    label: str
    page: str
    section: str
    permission: str = Permission.READ_ADOPTED


# The menu's parts, as the year goes: what I do, where we are going, what it led to, when and with
# whom, and what it rests on.
MENU: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ("Mitt arbete", (Entry("Mitt arbete", "home", "home", ""),)),
    (
        "Mål",
        (
            Entry("Mål och aktiviteter", "goal_list", "goals"),
            Entry("Täckning och uppföljning", "cycle_coverage", "coverage", Permission.READ),
            Entry("Utvecklingsområden", "area_list", "areas", Permission.READ),
            Entry("Åtgärder", "remedy_list", "remedies", Permission.READ),
            Entry("Brister", "deficiency_list", "deficiencies", Permission.READ),
            Entry("Analysdagar", "day_list", "days", Permission.PLAN),
            Entry("Läsårsskifte", "rollover_list", "rollover", Permission.PLAN),
        ),
    ),
    (
        "Resultat",
        (
            Entry("Indikatorer", "indicator_list", "indicators"),
            Entry("Kvalitetsmatris", "assessment_list", "matrix", Permission.READ),
            Entry("Nyckeltal till nämnden", "occasion_list", "keyfigures"),
            Entry("Enkäter", "survey_list", "surveys", Permission.READ),
            Entry("Delaktighet", "participation_list", "participation", Permission.READ),
        ),
    ),
    (
        "Rapporter",
        (
            Entry("Kvalitetsrapporter", "report_list", "reports"),
            Entry("Fastställda rapporter", "report_library", "library"),
        ),
    ),
    (
        "Året",
        (
            Entry("Årshjul", "wheel_list", "yearwheel"),
            Entry("Forum och möten", "forum_list", "meetings"),
            Entry("Beslut", "decision_list", "decisions"),
        ),
    ),
    (
        "Dialoger",
        (
            Entry("Nämndens dialoger", "board_home", "board_dialogues"),
            Entry("Förvaltningens dialog", "visit_list", "visits", Permission.READ),
            Entry("Enheternas dialoger", "unit_dialogue_list", "unit_dialogues", Permission.READ),
            Entry("Frågor från enheterna", "matter_list", "matters", Permission.LEAD),
        ),
    ),
    (
        "Grund",
        (
            Entry("Styrdokument", "document_list", "steering"),
            Entry("Beprövad erfarenhet", "practice_list", "evidence", Permission.READ),
            Entry("Referenser", "reference_list", "references", Permission.READ),
            Entry("Underlag för granskning", "evidence_list", "inspection", Permission.READ),
            Entry("Klagomål", "complaint_list", "complaints", Permission.READ),
        ),
    ),
    (
        "Administration",
        (Entry("Administration", "admin_home", "organisation", Permission.ADMINISTER),),
    ),
)

# Pages that belong to another part of the menu than their app's.
SECTIONS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("area_",), "areas"),
    (("complaint_",), "complaints"),
    (("cycle_", "goal_coverage", "step_"), "coverage"),
    (("day_", "note_", "theme_"), "days"),
    (("decision_",), "decisions"),
    (("deficiency_",), "deficiencies"),
    # A page of one's own account belongs to no part of the menu.
    (("own_data",), ""),
    (("participation_",), "participation"),
    (("reference_", "reading_"), "references"),
    (("remedy_",), "remedies"),
    (("report_library",), "library"),
    (("rollover_",), "rollover"),
    (("matter_",), "matters"),
    (("visit_", "commitment_"), "visits"),
    (
        ("unit_dialogue", "unit_occasion", "unit_plan", "unit_group", "unit_outcomes"),
        "unit_dialogues",
    ),
)

# Pages that read the school year from the address; on others a chooser would do nothing.
YEAR_PAGES = frozenset(
    {
        *("goal_list", "goal_coverage", "cycle_coverage", "area_list", "remedy_list"),
        *("rollover_list", "report_list", "report_progress", "deadline_list"),
        *("participation_list", "evidence_list", "evidence_detail", "complaint_list"),
        *("wheel_alignment", "wheel_list", "attendance_list"),
        *("board_home", "topic_list", "member_visit_list", "matter_list"),
        *("unit_dialogue_list", "unit_dialogue_detail", "unit_outcomes"),
    }
)


def frame(request: HttpRequest) -> dict[str, object]:
    """The frame's part of every page's context.

    Queries: the person's assignments (kept for the request), and the school years on the pages
    that have a chooser.
    """
    found: dict[str, object] = {"demo_mode": settings.DEMO_MODE}
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return found
    held = reaches(user)
    allowed = {permission for reach in held for permission in reach.permissions}
    here = _section(request)
    found["nav"] = _menu(here, allowed)
    found["roles"] = held
    found["role_label"] = _role_label(held)
    if _page(request) in YEAR_PAGES:
        found["school_years"] = _school_years(request)
    return found


def _menu(here: str, allowed: set[str]) -> list[Group]:
    groups = []
    for label, entries in MENU:
        links = [
            Link(label=entry.label, url=reverse(entry.page), current=entry.section == here)
            for entry in entries
            if not entry.permission or entry.permission in allowed
        ]
        if links:
            current = any(link["current"] for link in links)
            groups.append(Group(label=label, links=links, current=current))
    return groups


def _page(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.url_name or "" if match else ""


def _section(request: HttpRequest) -> str:
    """The part of the menu that the page belongs to, by the app that shows it."""
    match = request.resolver_match
    if match is None:
        return ""
    for prefixes, section in SECTIONS:
        if _page(request).startswith(prefixes):
            return section
    if _page(request) in {"search", "event_list", "demo_cast"}:
        return ""
    parts = str(match.func.__module__).split(".")
    app = parts[1] if len(parts) > 1 and parts[0] == "rodtrad" else ""
    # Imports are reached from the administration, and forums are changed from where they are read.
    known = {"integrations": "organisation", "forums": "meetings", "dialogues": "board_dialogues"}
    return known.get(app, app)


def _role_label(held: tuple[Reach, ...]) -> str:
    """As "Rektor, Västerportskolan", and how many more roles there are."""
    if not held:
        return ""
    first = f"{held[0].role_name}, {held[0].unit_name}"
    more = len(held) - 1
    return f"{first} och {more} till" if more else first


def _school_years(request: HttpRequest) -> list[Link]:
    """The school years there are, latest first; the rest of the address is kept."""
    try:
        chosen = YearSpan.parse(request.GET.get("lasar", "")).start
    except ValueError:
        chosen = YearSpan.of(timezone.localdate()).start
    links = []
    for year in SchoolYear.objects.order_by("-start"):
        query: QueryDict = request.GET.copy()
        query["lasar"] = year.slug
        # Another year has other rows: one begins at its first page.
        query.pop("sida", None)
        links.append(
            Link(
                label=year.label,
                url=f"{request.path}?{query.urlencode()}",
                current=year.start == chosen,
            )
        )
    return links
