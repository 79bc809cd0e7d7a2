"""How the log reads: what each kind of event is called, and where its target can be seen."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from rodtrad.audit.models import Event

# What somebody did, as it is read after their name and before what they did it to.
VERBS = {
    "activity.changed": "ändrade aktiviteten",
    "activity.checked": "stämde av aktiviteten",
    "activity.closed": "avslutade aktiviteten",
    "activity.created": "lade till aktiviteten",
    "activity.reopened": "öppnade aktiviteten igen",
    "activity.restored": "återställde en tidigare lydelse av aktiviteten",
    "area.added": "skrev utvecklingsområdet",
    "area.changed": "ändrade utvecklingsområdet",
    "area.set_aside": "lade utvecklingsområdet åt sidan",
    "assignment.ended": "avslutade uppdraget",
    "assignment.given": "gav uppdraget",
    "document.changed": "ändrade styrdokumentet",
    "document.registered": "lade upp styrdokumentet",
    "dutyrole.changed": "ändrade rollen för tjänsterollen",
    "explanation.written": "förklarade skillnaderna i",
    "goal.changed": "ändrade målet",
    "goal.closed": "avslutade målet",
    "goal.created": "satte målet",
    "goal.reopened": "öppnade målet igen",
    "goal.restored": "återställde en tidigare lydelse av målet",
    "import.done": "läste in filen",
    "indicator.broken": "skrev in ett brott i serien för",
    "indicator.changed": "ändrade indikatorn",
    "indicator.defined": "beskrev indikatorn",
    "indicator.retired": "slutade använda indikatorn",
    "indicator.validity_reviewed": "följde upp hur säker indikatorn är:",
    "kolada.chosen": "började följa nyckeltalet",
    "kolada.compared": "valde vad våra värden jämförs med, bland annat",
    "kolada.mapped": "kopplade en enhet till",
    "kolada.stopped": "slutade hämta nyckeltalet",
    "measurement.changed": "ändrade värdet för",
    "measurement.recorded": "skrev in ett värde för",
    "measurement.set_aside": "satte åt sidan värdet för",
    "measurement.taken_back": "använder igen värdet för",
    "occasion.analysed": "analyserade nyckeltal till",
    "occasion.changed": "ändrade redovisningen",
    "occasion.planned": "planerade redovisningen",
    "occasion.released": "lämnade till nämnden:",
    "occasion.reopened": "öppnade för rättelse:",
    "participation.changed": "ändrade i loggen över delaktighet:",
    "participation.removed": "tog bort ur loggen över delaktighet:",
    "participation.written": "skrev in i loggen över delaktighet:",
    "person.added": "lade upp",
    "person.changed": "ändrade uppgifterna om",
    "person.deactivated": "stängde av",
    "person.forgotten": "tog bort uppgifterna om",
    "proposal.accepted": "genomförde förslaget",
    "proposal.declined": "avböjde förslaget",
    "report.adopted": "fastställde",
    "report.new_version": "började på en ny version av",
    "report.opened": "började på",
    "report.returned": "återlämnade",
    "report.submitted": "lämnade in",
    "requirement.added": "lade till kravet",
    "requirement.changed": "ändrade kravet",
    "requirement.retired": "tog ur bruk kravet",
    "review.finished": "blev klar med analysen av",
    "review.restored": "återställde en tidigare lydelse av analysen av",
    "review.saved": "skrev i analysen av",
    "run.done": "hämtade från",
    "run.failed": "kunde inte hämta från",
    "run.queued": "startade en hämtning från",
    "run.undone": "ångrade importen från",
    "school_break.added": "lade upp lovet",
    "school_break.changed": "ändrade lovet",
    "school_break.removed": "tog bort lovet",
    "school_year.added": "lade upp läsåret",
    "school_year.closed": "stängde läsåret",
    "section.ready": "blev klar med avsnittet",
    "section.unready": "öppnade avsnittet igen:",
    "section.written": "skrev i avsnittet",
    "source.changed": "ändrade inställningarna för källan",
    "survey.answer_hidden": "dolde ett svar i enkäten",
    "survey.answer_shown": "visade åter ett svar i enkäten",
    "survey.changed": "ändrade enkäten",
    "survey.closed": "stängde enkäten",
    "survey.codes_made": "gjorde engångskoder till enkäten",
    "survey.created": "började på enkäten",
    "survey.fed": "förde svar till indikatorerna ur enkäten",
    "survey.published": "publicerade enkäten",
    "survey.translated": "översatte enkäten",
    "target.added": "lade till en indikator:",
    "target.changed": "ändrade indikatorn för målet:",
    "target.measured": "stämde av",
    "target.removed": "tog bort indikatorn",
    "unit.changed": "ändrade enheten",
    "unit.closed": "stängde enheten",
    "unit.merged": "slog ihop enheter till",
    "unit.moved": "flyttade enheten",
    "unit.opened": "lade upp enheten",
    "unit.succeeded": "skrev vad som tog över efter",
}

# Where a target can be read, for kinds whose page is named by the row's number.
PAGES = {
    "goals.goal": "goal_detail",
    "goals.activity": "activity_detail",
    "indicators.indicator": "indicator_detail",
    "keyfigures.occasion": "occasion_detail",
    "steering.steeringdocument": "document_detail",
    "reports.report": "report_detail",
    "surveys.survey": "survey_detail",
}
ADMIN_PAGES = {"accounts.user": "person_detail", "indicators.importrun": "import_detail"}

# The kinds one can choose among in the log: the address's word, its label, the target's kinds.
KINDS = {
    "mal": ("Mål", ("goals.goal", "goals.target", "goals.developmentarea", "goals.goalreview")),
    "aktiviteter": ("Aktiviteter", ("goals.activity", "goals.checkin")),
    "varden": ("Indikatorer och värden", ("indicators.indicator", "indicators.measurement")),
    "nyckeltal": ("Nyckeltal", ("keyfigures.occasion",)),
    "rapporter": ("Rapporter", ("reports.report", "reports.section")),
    "enkater": ("Enkäter och delaktighet", ("surveys.survey", "surveys.participation")),
    "styrdokument": ("Styrdokument", ("steering.steeringdocument", "steering.requirement")),
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


def told(event: Event, *, administers: bool = False) -> Happening:
    """An event in words, with a link where its target has a page; needs `by` loaded."""
    pages = PAGES | ADMIN_PAGES if administers else PAGES
    name, number = pages.get(event.target_type), event.target_id
    if name is None and "goal" in event.details:
        # A target, a review or an area has no page of its own: it is read at its goal.
        name, number = "goal_detail", event.details["goal"]
    return Happening(
        at=event.at,
        who=event.by.name if event.by else "Rödtråd",
        did=VERBS.get(event.verb, "ändrade"),
        what=event.target_label,
        url=reverse(name, args=[number]) if name else "",
    )
