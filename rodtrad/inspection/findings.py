"""What skollagen 4 kap. asks for, and how far the records show that it is done.

A finding never says more than the records: it counts what is there, says how it was judged, names
what is missing, and leads to the pages. Each is a pure function of facts that are read at once for
all units, so that the number of queries is the same however many there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.urls import reverse

from rodtrad.core.numbers import plural
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.cycle import Step, deadline
from rodtrad.inspection.counts import Facts
from rodtrad.inspection.standing import Standing, of


@dataclass(frozen=True)
class Finding:
    """A point, and what the records show of it.

    Attributes:
        paragraph: as "4 kap. 3 §".
        asked: what is asked, in our own words.
        judged: how it was judged, in a sentence.
        shown: what the records show, in a sentence.
        missing: what is missing, or what is left to do by `due`, a sentence each.
        due: the day until which nothing of it is missing yet, when it is not all done.
        links: pages where it can be seen: label and address.
    """

    key: str
    paragraph: str
    asked: str
    standing: Standing
    judged: str
    shown: str
    missing: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    due: date | None = None


# What is counted, on this page and on that of coverage.
_OURS = "De gemensamma mål som gäller enheten och enhetens egna"


def lacking(part: int, whole: int, one: str, many: str) -> tuple[str, ...]:
    """As ("2 mål saknar analys.",); empty when nothing is lacking."""
    left = whole - part
    return (f"{left} {plural(left, one, many)}.",) if left > 0 else ()


def not_yet(finding: Finding, due: date, *, today: date) -> Finding:
    """The same finding, said to come when it is not all done and its last day has not passed."""
    if today > due or finding.standing not in (Standing.MISSING, Standing.PARTLY):
        return finding
    return replace(finding, standing=Standing.LATER, due=due)


def step_day(step: Step, year: SchoolYear) -> date:
    """The last day of a step, as the page of coverage counts."""
    return deadline(step, year, settings.CYCLE_DAYS)


def unit_findings(facts: Facts, *, code: str, year: SchoolYear, today: date) -> list[Finding]:
    """The points for a unit, or the sum of many when `code` is empty."""
    here = {"lasar": year.slug, "enhet": code} if code else {"lasar": year.slug}
    found = _cycle_findings(facts, here)
    days = {
        "plan": step_day(Step.PLANNED, year),
        # A day that was missed is missing, whatever the step's last day is.
        "follow": date.min if facts.overdue else step_day(Step.FOLLOWED_UP, year),
        "analyse": step_day(Step.ANALYSED, year),
        "develop": step_day(Step.DECIDED, year),
        "participation": year.ends,
        "direction": step_day(Step.PLANNED, year),
        "document": facts.report_due or step_day(Step.DECIDED, year),
    }
    return [not_yet(one, days[one.key], today=today) if one.key in days else one for one in found]


def _cycle_findings(facts: Facts, here: dict[str, str]) -> list[Finding]:
    goals = ("Mål", reverse("goal_list", query=here))
    cycle = ("Täckning och uppföljning", reverse("cycle_coverage", query=here))
    remedies = ("Åtgärder", reverse("remedy_list", query=here))
    planned, followed, analysed = (
        facts.steps[step] for step in (Step.PLANNED, Step.FOLLOWED_UP, Step.ANALYSED)
    )
    decided = facts.remedies
    return [
        Finding(
            "plan",
            "4 kap. 3–4 §§",
            "Utbildningen planeras",
            planned.standing,
            f"{_OURS}, de som har minst en aktivitet.",
            f"{planned.done} av {planned.of} mål har en aktivitet.{planned.answered_words}",
            ("Det finns inga mål för läsåret.",)
            if not facts.goals and planned.done < planned.of
            else lacking(planned.done, planned.of, "mål saknar aktivitet", "mål saknar aktivitet"),
            (goals, cycle),
        ),
        Finding(
            "follow",
            "4 kap. 3–4 §§",
            "Utbildningen följs upp",
            followed.standing,
            f"{_OURS}, de som har ett mätvärde eller en avstämning under läsåret, och ingen "
            "avstämningsdag som har passerat utan att den är gjord.",
            f"{followed.done} av {followed.of} "
            f"{plural(followed.of, 'mål är uppföljt', 'mål är uppföljda')}, med {facts.check_ins} "
            f"{plural(facts.check_ins, 'avstämning', 'avstämningar')} av aktiviteter."
            f"{followed.answered_words}",
            lacking(followed.done, followed.of, "mål är inte uppföljt", "mål är inte uppföljda")
            + lacking(
                0,
                facts.overdue,
                "av målen har en avstämningsdag som har passerat",
                "av målen har en avstämningsdag som har passerat",
            ),
            (cycle,),
        ),
        Finding(
            "analyse",
            "4 kap. 3–4 §§",
            "Orsakerna till resultaten analyseras",
            analysed.standing,
            f"{_OURS}, de som har en avslutad analys.",
            f"{analysed.done} av {analysed.of} "
            f"{plural(analysed.of, 'mål är analyserat', 'mål är analyserade')}."
            f"{analysed.answered_words} "
            f"{facts.validity_asked} av {facts.indicators} "
            f"{plural(facts.indicators, 'indikator', 'indikatorer')} har fått sin validitet "
            "följd upp.",
            lacking(analysed.done, analysed.of, "mål saknar analys", "mål saknar analys"),
            (cycle,),
        ),
        Finding(
            "develop",
            "4 kap. 3–4 §§",
            "Insatser görs utifrån analysen",
            _developed(facts),
            "Utvecklingsområden som har blivit mål, och åtgärder som kan föras till en analys.",
            f"{facts.areas_taken_on} av {facts.areas} "
            f"{plural(facts.areas, 'utvecklingsområde', 'utvecklingsområden')} har blivit mål. "
            + ("1 åtgärd är beslutad." if decided == 1 else f"{decided} åtgärder är beslutade.")
            + (" Besvarat: inget behövde beslutas." if facts.nothing_to_decide else ""),
            lacking(
                facts.areas_taken_on,
                facts.areas,
                "utvecklingsområde är inte taget vidare",
                "utvecklingsområden är inte tagna vidare",
            ),
            (("Utvecklingsområden", reverse("area_list", query=here)), remedies),
        ),
        _participation(facts, here),
        Finding(
            "direction",
            "4 kap. 5 §",
            "Inriktningen är att de nationella målen uppfylls",
            of(facts.state_cited, facts.goals),
            "Enhetens mål som citerar lag, förordning eller läroplan, själva eller genom det "
            "gemensamma mål de bidrar till.",
            f"{facts.state_cited} av {facts.goals} egna mål är hämtade ur statlig styrning.",
            lacking(
                facts.state_cited,
                facts.goals,
                "mål citerar ingen statlig styrning",
                "mål citerar ingen statlig styrning",
            ),
            (goals,),
        ),
        Finding(
            "document",
            "4 kap. 6 §",
            "Kvalitetsarbetet dokumenteras",
            of(facts.report_adopted, facts.reports_expected),
            "Läsårets kvalitetsrapport är fastställd.",
            f"{facts.report_adopted} av {facts.reports_expected} "
            + plural(facts.reports_expected, "rapport är fastställd.", "rapporter är fastställda."),
            lacking(
                facts.report_adopted,
                facts.reports_expected,
                "rapport är inte fastställd",
                "rapporter är inte fastställda",
            ),
            (("Kvalitetsrapporter", reverse("report_list", query=here)),),
        ),
        _remedied(facts, here),
        *_auditors(facts, remedies),
    ]


def _developed(facts: Facts) -> Standing:
    if not facts.areas + facts.remedies and facts.nothing_to_decide:
        # Of many units, all have to have said so.
        return of(facts.nothing_to_decide, facts.reports_expected)
    return of(facts.areas_taken_on + facts.traced, max(1, facts.areas + facts.remedies))


def _participation(facts: Facts, here: dict[str, str]) -> Finding:
    asked = facts.groups_asked
    took_part = [group for group in asked if facts.groups.get(group)]
    return Finding(
        "participation",
        "4 kap. 4 §",
        "Personal, elever, barn och vårdnadshavare medverkar",
        of(len(took_part), len(asked)) if asked else Standing.NOT_APPLICABLE,
        "Grupper som loggen över delaktighet visar minst ett tillfälle för.",
        "Har varit med: "
        + (", ".join(f"{group.lower()} ({facts.groups[group]})" for group in took_part) or "ingen")
        + ".",
        tuple(f"{group} har inte varit med." for group in asked if group not in took_part),
        (("Delaktighet", reverse("participation_list", query=here)),),
    )


def _remedied(facts: Facts, here: dict[str, str]) -> Finding:
    left = facts.deficiencies - facts.deficiencies_closed
    standing = Standing.FULFILLED if not left else Standing.PARTLY
    if facts.deficiencies_late:
        standing = Standing.MISSING
    if not facts.deficiencies and facts.complaints is None:
        standing = Standing.NOT_APPLICABLE
    complaints = (
        "Inga klagomål är inskrivna."
        if facts.complaints is None
        else f"{facts.complaints} klagomål är inskrivna."
    )
    return Finding(
        "deficiencies",
        "4 kap. 7–8 §§",
        "Brister avhjälps och klagomål tas om hand",
        standing,
        "Kända brister som är avslutade med skäl och datum.",
        f"{facts.deficiencies_closed} av {facts.deficiencies} "
        f"{plural(facts.deficiencies, 'brist är avslutad', 'brister är avslutade')}. {complaints}",
        (
            (f"{facts.deficiencies_late} har passerat sin sista dag.",)
            if facts.deficiencies_late
            else ()
        ),
        (
            ("Brister", reverse("deficiency_list", query=here)),
            ("Klagomål", reverse("complaint_list", query=here)),
        ),
    )


def _auditors(facts: Facts, remedies: tuple[str, str]) -> list[Finding]:
    """What an auditor asks besides the paragraphs."""
    return [
        Finding(
            "traced",
            "Revisorns fråga",
            "Kan varje åtgärd föras till en analys eller en brist?",
            of(facts.traced, facts.remedies) if facts.remedies else Standing.NOT_APPLICABLE,
            "Åtgärder som hör till en analys, ett utvecklingsområde eller en brist.",
            f"{facts.traced} av {facts.remedies} {plural(facts.remedies, 'åtgärd', 'åtgärder')}.",
            (),
            (remedies,),
        ),
        Finding(
            "effects",
            "Revisorns fråga",
            "Är åtgärdernas effekt bedömd?",
            of(facts.effects, facts.effects_due) if facts.effects_due else Standing.NOT_APPLICABLE,
            "Åtgärder vars effekt skulle vara bedömd och är det.",
            f"{facts.effects} av {facts.effects_due} vars dag har kommit.",
            lacking(
                facts.effects,
                facts.effects_due,
                "åtgärd saknar bedömd effekt",
                "åtgärder saknar bedömd effekt",
            ),
            (remedies,),
        ),
    ]


def worst(findings: Sequence[Finding]) -> Standing:
    """The standing of the point that is worst off."""
    order = (Standing.MISSING, Standing.PARTLY, Standing.LATER, Standing.FULFILLED)
    return next(
        (one for one in order if any(found.standing == one for found in findings)),
        Standing.NOT_APPLICABLE,
    )
