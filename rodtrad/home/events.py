"""How the log reads: what each kind of event is called, and where its target can be seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.event_words import VERBS
from rodtrad.audit.models import Event
from rodtrad.home.opening import Page, openable

# Where a target can be read, for kinds whose page is named by the row's number.
PAGES = {
    "dialogues.boarddialogue": "board_dialogue",
    "dialogues.occasion": "unit_occasion_detail",
    "dialogues.visit": "visit_detail",
    "goals.goal": "goal_detail",
    "goals.activity": "activity_detail",
    "goals.analysisday": "day_detail",
    "goals.deficiency": "deficiency_detail",
    "goals.remedy": "remedy_detail",
    "indicators.indicator": "indicator_detail",
    "keyfigures.occasion": "occasion_detail",
    "steering.steeringdocument": "document_detail",
    "matrix.matrixversion": "version_detail",
    "matrix.selfassessment": "assessment_detail",
    "reports.report": "report_detail",
    "forums.forum": "forum_detail",
    "meetings.meeting": "meeting_detail",
    "yearwheel.wheel": "wheel_detail",
    "surveys.survey": "survey_detail",
    "evidence.practice": "practice_detail",
    "evidence.reference": "reference_detail",
}


ADMIN_PAGES = {"accounts.user": "person_detail", "indicators.importrun": "import_detail"}


# The kinds one can choose among in the log: the address's word, its label, the target's kinds.
KINDS = {
    "mal": (
        "Mål",
        (
            "goals.goal",
            "goals.target",
            "goals.developmentarea",
            "goals.goalreview",
            "goals.analysisday",
        ),
    ),
    "aktiviteter": ("Aktiviteter", ("goals.activity", "goals.checkin")),
    "atgarder": ("Åtgärder och brister", ("goals.remedy", "goals.deficiency")),
    "varden": ("Indikatorer och värden", ("indicators.indicator", "indicators.measurement")),
    "nyckeltal": ("Nyckeltal", ("keyfigures.occasion",)),
    "rapporter": (
        "Rapporter",
        (
            "reports.report",
            "reports.section",
            "reports.reportkind",
            "reports.sectiontemplate",
        ),
    ),
    "sjalvskattning": (
        "Självskattning",
        ("matrix.selfassessment", "matrix.campaign", "matrix.matrixversion"),
    ),
    "beprovat": ("Beprövad erfarenhet", ("evidence.practice", "evidence.reference")),
    "moten": (
        "Forum och möten",
        (
            "forums.forum",
            "forums.attendancedecision",
            "meetings.meeting",
            "meetings.healthplan",
            "meetings.networkgoal",
        ),
    ),
    "enkater": ("Enkäter och delaktighet", ("surveys.survey", "surveys.participation")),
    "arshjul": ("Årshjul", ("yearwheel.wheel", "yearwheel.wheelitem")),
    "styrdokument": ("Styrdokument", ("steering.steeringdocument", "steering.requirement")),
    "dialoger": (
        "Dialoger",
        (
            "dialogues.boarddialogue",
            "dialogues.followup",
            "dialogues.matter",
            "dialogues.membervisit",
            "dialogues.occasion",
            "dialogues.topic",
            "dialogues.unitplan",
            "dialogues.visit",
            "dialogues.visitround",
        ),
    ),
    "importer": ("Importer", ("indicators.importrun", "integrations.proposal")),
    "organisation": (
        "Organisation",
        (
            "accounts.user",
            "organisation.unit",
            "organisation.assignment",
            "organisation.schoolyear",
            "organisation.schoolbreak",
        ),
    ),
}


@dataclass(frozen=True)
class Happening:
    """An event as it is read."""

    at: datetime
    who: str
    did: str
    what: str
    url: str


def page_of_target(event: Event, *, administers: bool = False) -> Page | None:
    """The page where an event's target is read, whoever reads; None when it has none."""
    pages = PAGES | ADMIN_PAGES if administers else PAGES
    name, number = pages.get(event.target_type), event.target_id
    if name is None and "goal" in event.details:
        # A target, a review or an area has no page of its own: it is read at its goal.
        name, number = "goal_detail", event.details["goal"]
    elif name is None and "wheel" in event.details:
        # An item may be taken out again; its wheel is there.
        name, number = "wheel_detail", event.details["wheel"]
    elif name is None and "indicator" in event.details:
        name, number = "indicator_detail", event.details["indicator"]
    return (name, str(number)) if name else None


def happenings_for(
    user: User, events: Iterable[Event], *, administers: bool = False
) -> list[Happening]:
    """Events in words, each with a link where the person may read its target. One query.

    Args:
        events: with `by` loaded.
    """
    found = [(event, page_of_target(event, administers=administers)) for event in events]
    opens = openable(user, [page for _, page in found if page])
    return [told(event, page if page in opens else None) for event, page in found]


def told(event: Event, page: Page | None = None) -> Happening:
    """An event in words, with a link to the page; needs `by` loaded."""
    return Happening(
        at=event.at,
        who=event.by.name if event.by else "Rödtråd",
        did=VERBS.get(event.verb, "ändrade"),
        what=event.target_label,
        url=reverse(page[0], args=[page[1]]) if page else "",
    )
