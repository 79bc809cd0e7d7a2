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
    "assessment.agreeing": "började enas i",
    "assessment.done": "blev klar med",
    "assessment.evidence_added": "länkade underlag i",
    "assessment.evidence_removed": "tog bort underlag i",
    "assessment.individual_closed": "räknade samman de enskilda svaren i",
    "assessment.rated": "skattade i",
    "assessment.reopened": "öppnade igen:",
    "assessment.team_added": "lade till ett arbetslag i",
    "assessment.team_removed": "tog bort ett arbetslag i",
    "assignment.ended": "avslutade uppdraget",
    "assignment.given": "gav uppdraget",
    "campaign.deadline_changed": "ändrade sista dag för",
    "campaign.reminded": "påminde enheterna om",
    "campaign.started": "startade",
    "campaign.units_added": "tog med fler enheter i",
    "board_dialogue.answered": "skickade nämndens svar om",
    "board_dialogue.brief_sent": "skickade underlaget till dialogen om",
    "board_dialogue.brief_written": "skrev på underlaget till dialogen om",
    "board_dialogue.cancelled": "ställde in dialogen om",
    "board_dialogue.held": "skrev vad som kom fram i dialogen om",
    "board_dialogue.material_chosen": "valde fakta till dialogen om",
    "board_dialogue.moved": "flyttade dialogen om",
    "board_dialogue.noticed": "satte i kallelsen dialogen om",
    "board_dialogue.outcome_changed": "ändrade vad som kom fram i dialogen om",
    "board_dialogue.placed": "valde möte för dialogen om",
    "board_dialogue.summoned": "kallade medarbetare till dialogen om",
    "board_round.agreed": "noterade vilka ämnen nämnden valde:",
    "board_round.opened": "började på",
    "board_rule.changed": "ändrade antal ämnen och tid:",
    "dialogue_group.exempted": "skrev varför gruppen inte är aktuell:",
    "dialogue_group.included": "räknade med gruppen igen:",
    "commitment.changed": "ändrade ett åtagande från",
    "commitment.followed_up": "följde upp ett åtagande från",
    "commitment.made": "skrev in ett åtagande från",
    "commitment.removed": "tog bort ett åtagande från",
    "document.changed": "ändrade styrdokumentet",
    "document.registered": "lade upp styrdokumentet",
    "follow_up.added": "lade till uppföljningen",
    "follow_up.finished": "följde upp",
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
    "matrix.changed": "ändrade kvalitetsmatrisen",
    "matrix.created": "lade upp kvalitetsmatrisen",
    "matrix.draft_removed": "tog bort utkastet till",
    "matrix.imported": "läste in kvalitetsmatrisen",
    "matrix.published": "publicerade kvalitetsmatrisen",
    "matrix.version_begun": "började på en ny version:",
    "matrix.withdrawn": "drog tillbaka kvalitetsmatrisen",
    "measurement.changed": "ändrade värdet för",
    "measurement.recorded": "skrev in ett värde för",
    "participation.changed": "ändrade i loggen över delaktighet:",
    "participation.removed": "tog bort ur loggen över delaktighet:",
    "participation.written": "skrev in i loggen över delaktighet:",
    "matter.answered": "svarade på frågan",
    "matter.changed": "ändrade frågan",
    "matter.raised": "lyfte frågan",
    "matter.withdrawn": "tog tillbaka frågan",
    "member_visit.cancelled": "ställde in besöket",
    "member_visit.changed": "ändrade besöket",
    "member_visit.offered": "föreslog besöket",
    "member_visit.signed_off": "avanmälde sig från besöket",
    "member_visit.signed_up": "anmälde sig till besöket",
    "occasion.added": "skrev in dialogen",
    "occasion.changed": "ändrade dialogen",
    "occasion.held": "skrev vad som sades:",
    "occasion.removed": "tog bort dialogen",
    "person.added": "lade upp",
    "person.changed": "ändrade uppgifterna om",
    "person.deactivated": "stängde av",
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
    "school_break.added": "lade upp lovet",
    "school_break.changed": "ändrade lovet",
    "school_break.removed": "tog bort lovet",
    "school_year.added": "lade upp läsåret",
    "school_year.closed": "stängde läsåret",
    "section.ready": "blev klar med avsnittet",
    "section.unready": "öppnade avsnittet igen:",
    "section.written": "skrev i avsnittet",
    "summons.answered": "svarade på kallelsen:",
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
    "topic.changed": "ändrade ämnet",
    "topic.proposed": "föreslog ämnet",
    "topic.withdrawn": "tog tillbaka ämnet",
    "unit.changed": "ändrade enheten",
    "unit.closed": "stängde enheten",
    "unit.merged": "slog ihop enheter till",
    "unit.moved": "flyttade enheten",
    "unit.opened": "lade upp enheten",
    "unit.succeeded": "skrev vad som tog över efter",
    "unit_plan.written": "skrev",
    "visit.cancelled": "ställde in",
    "visit.feedback_given": "gav återkoppling efter",
    "visit.held": "genomförde",
    "visit.notes_begun": "antecknade vid",
    "visit.people_chosen": "valde deltagare till",
    "visit.planned": "planerade",
    "visit.prepared": "förberedde",
    "visit.reopened": "planerade igen:",
    "visit_round.opened": "öppnade besöksomgången",
    "visit_round.suggested": "föreslog dagar i",
    "visit_round.units_added": "tog med fler enheter i",
}

# Where a target can be read, for kinds whose page is named by the row's number.
PAGES = {
    "dialogues.boarddialogue": "board_dialogue",
    "dialogues.occasion": "unit_occasion_detail",
    "dialogues.visit": "visit_detail",
    "goals.goal": "goal_detail",
    "goals.activity": "activity_detail",
    "indicators.indicator": "indicator_detail",
    "steering.steeringdocument": "document_detail",
    "matrix.matrixversion": "version_detail",
    "matrix.selfassessment": "assessment_detail",
    "reports.report": "report_detail",
    "surveys.survey": "survey_detail",
}
ADMIN_PAGES = {"accounts.user": "person_detail"}

# The kinds one can choose among in the log: the address's word, its label, the target's kinds.
KINDS = {
    "mal": ("Mål", ("goals.goal", "goals.target", "goals.developmentarea", "goals.goalreview")),
    "aktiviteter": ("Aktiviteter", ("goals.activity", "goals.checkin")),
    "varden": ("Indikatorer och värden", ("indicators.indicator", "indicators.measurement")),
    "rapporter": ("Rapporter", ("reports.report", "reports.section")),
    "sjalvskattning": (
        "Självskattning",
        ("matrix.selfassessment", "matrix.campaign", "matrix.matrixversion"),
    ),
    "enkater": ("Enkäter och delaktighet", ("surveys.survey", "surveys.participation")),
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
