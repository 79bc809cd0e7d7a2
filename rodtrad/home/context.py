"""What every page's frame needs: the menu, the person's roles and whether this is a demo."""

from typing import TypedDict

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


# Label, address name, the app whose pages belong here, and the permission that opens it.
MENU = (
    ("Mitt arbete", "home", "home", ""),
    ("Mål", "goal_list", "goals", Permission.READ_ADOPTED),
    ("Utvecklingsområden", "area_list", "areas", Permission.READ),
    ("Indikatorer", "indicator_list", "indicators", Permission.READ_ADOPTED),
    ("Rapporter", "report_list", "reports", Permission.READ_ADOPTED),
    ("Styrdokument", "document_list", "steering", Permission.READ_ADOPTED),
    ("Administration", "admin_home", "organisation", Permission.ADMINISTER),
)

# Pages that read the school year from the address; on others a chooser would do nothing.
YEAR_PAGES = frozenset({"goal_list", "goal_coverage", "area_list", "report_list"})


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
    found["nav"] = [
        Link(label=label, url=reverse(name), current=section == here)
        for label, name, section, permission in MENU
        if not permission or permission in allowed
    ]
    found["roles"] = held
    found["role_label"] = _role_label(held)
    if _page(request) in YEAR_PAGES:
        found["school_years"] = _school_years(request)
    return found


def _page(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.url_name or "" if match else ""


def _section(request: HttpRequest) -> str:
    """The part of the menu that the page belongs to, by the app that shows it."""
    match = request.resolver_match
    if match is None:
        return ""
    if _page(request).startswith("area_"):
        return "areas"
    if _page(request) in {"search", "event_list", "demo_cast"}:
        return ""
    parts = str(match.func.__module__).split(".")
    app = parts[1] if len(parts) > 1 and parts[0] == "rodtrad" else ""
    # Imports are reached from the administration.
    return "organisation" if app == "integrations" else app


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
