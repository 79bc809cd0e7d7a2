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
    "agenda.changed": "ändrade dagordningen för",
    "agenda.filled": "fyllde på dagordningen för",
    "agenda.outcome": "bockade av en punkt på",
    "alignment_number.changed": "ändrade talet för synkronisering:",
    "area.added": "skrev utvecklingsområdet",
    "area.changed": "ändrade utvecklingsområdet",
    "area.set_aside": "lade utvecklingsområdet åt sidan",
    "assignment.ended": "avslutade uppdraget",
    "assignment.given": "gav uppdraget",
    "attendance.decided": "beslutade om närvaron i ledarforum för",
    "decision.changed": "ändrade ett beslut från",
    "decision.followed_up": "följde upp ett beslut från",
    "decision.made": "skrev in ett beslut från",
    "document.changed": "ändrade styrdokumentet",
    "document.registered": "lade upp styrdokumentet",
    "dutyrole.changed": "ändrade rollen för tjänsterollen",
    "explanation.written": "förklarade skillnaderna i",
    "feed.opened": "skapade en kalenderadress till",
    "feed.revoked": "stängde kalenderadressen till",
    "forum.changed": "ändrade forumet",
    "forum.created": "startade forumet",
    "forum.day_cancelled": "ställde in en dag i",
    "forum.day_moved": "flyttade en dag i",
    "forum.day_restored": "ångrade en ändrad dag i",
    "forum.ended": "lät forumet upphöra:",
    "forum.member_added": "lade till en medlem i",
    "forum.member_ended": "avslutade ett medlemskap i",
    "forum.members_changed": "ändrade rollerna i",
    "forum.series_added": "lade in en serie för",
    "forum.series_changed": "ändrade en serie för",
    "forum.series_removed": "tog bort en serie för",
    "goal.changed": "ändrade målet",
    "goal.closed": "avslutade målet",
    "goal.created": "satte målet",
    "goal.reopened": "öppnade målet igen",
    "goal.restored": "återställde en tidigare lydelse av målet",
    "healthplan.changed": "ändrade",
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
    "meeting.called": "ändrade vilka som är kallade till",
    "meeting.cancelled": "ställde in",
    "meeting.changed": "ändrade mötet",
    "meeting.created": "lade in mötet",
    "meeting.presence": "skrev in närvaron på",
    "meeting.sent": "skickade kallelsen till",
    "minutes.adopted": "fastställde anteckningarna från",
    "networkgoal.saved": "skrev nätverkets mål",
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
    "practice.added": "beskrev arbetssättet",
    "practice.changed": "ändrade arbetssättet",
    "practice.evaluated": "utvärderade en prövning av",
    "practice.limits_changed": "ändrade när en erfarenhet är beprövad:",
    "practice.reviewed": "granskade arbetssättet",
    "practice.shared": "spred arbetssättet",
    "practice.trial_removed": "tog bort en prövning av",
    "practice.tried": "började pröva",
    "proposal.declined": "avböjde ett förslag till",
    "proposal.made": "föreslog en punkt till",
    "proposal.withdrawn": "tog tillbaka ett förslag till",
    "reference.added": "lade till referensen",
    "reference.attached": "kopplade referensen",
    "reference.changed": "ändrade referensen",
    "reference.detached": "tog bort kopplingen till referensen",
    "reference.read": "tog bort från läslistan:",
    "reference.to_read": "satte på läslistan:",
    "register_proposal.accepted": "genomförde förslaget",
    "register_proposal.declined": "avböjde förslaget",
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
    "ring.added": "lade till ringen",
    "ring.changed": "ändrade ringen",
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
    "wheel.adopted": "fastställde årshjulet",
    "wheel.changed": "ändrade uppgifterna om årshjulet",
    "wheel.discarded": "kastade utkastet till",
    "wheel.opened": "började på årshjulet",
    "wheel.revised": "började på en ny version av årshjulet",
    "wheel.rolled_over": "rullade över årshjulet till",
    "wheel_item.added": "lade in punkten",
    "wheel_item.changed": "ändrade punkten",
    "wheel_item.moved": "flyttade punkten",
    "wheel_item.removed": "tog bort punkten",
    "wheel_kind.added": "lade till hjulslaget",
    "wheel_kind.changed": "ändrade hjulslaget",
}

# Where a target can be read, for kinds whose page is named by the row's number.
PAGES = {
    "goals.goal": "goal_detail",
    "goals.activity": "activity_detail",
    "indicators.indicator": "indicator_detail",
    "keyfigures.occasion": "occasion_detail",
    "steering.steeringdocument": "document_detail",
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
    "mal": ("Mål", ("goals.goal", "goals.target", "goals.developmentarea", "goals.goalreview")),
    "aktiviteter": ("Aktiviteter", ("goals.activity", "goals.checkin")),
    "varden": ("Indikatorer och värden", ("indicators.indicator", "indicators.measurement")),
    "nyckeltal": ("Nyckeltal", ("keyfigures.occasion",)),
    "rapporter": ("Rapporter", ("reports.report", "reports.section")),
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
    elif name is None and "wheel" in event.details:
        # An item may be taken out again; its wheel is there.
        name, number = "wheel_detail", event.details["wheel"]
    return Happening(
        at=event.at,
        who=event.by.name if event.by else "Rödtråd",
        did=VERBS.get(event.verb, "ändrade"),
        what=event.target_label,
        url=reverse(name, args=[number]) if name else "",
    )
