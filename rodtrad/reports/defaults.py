"""The kinds of report that Rödtråd comes with, and what to write in each of their sections.

Put in place by a data migration, and safe to run again: what a municipality has changed since
is left as it is.
"""

from typing import Any, Final, NamedTuple


class SectionDefault(NamedTuple):
    """A section as it is offered: ``facts`` names what is composed beside the text."""

    key: str
    title: str
    facts: str
    instruction: str


UNIT_KIND: Final = "unit"
UNIT_KIND_NAME: Final = "Kvalitetsrapport"
UNIT_KINDS: Final = ("preschool", "school")

# The guideline's section 5: activities and movements, and an analysis that finds new areas;
# section 4.1.1: shared goals and the unit's own; 4.2: validity; skollagen 4 kap. 4 §: who
# took part.
UNIT_SECTIONS: Final = (
    SectionDefault(
        "sammanfattning",
        "Sammanfattning",
        "summary",
        "Skriv det viktigaste på högst en halv sida: vad ni ville, vad som hände, varför och "
        "vad ni gör härnäst. Skriv den sist.",
    ),
    SectionDefault(
        "verksamheten",
        "Verksamheten och förutsättningar",
        "unit",
        "Beskriv kort det som en läsare behöver veta: barn- eller elevgrupper, personal, "
        "organisation och det som har ändrats under läsåret.",
    ),
    SectionDefault(
        "gemensamma-mal",
        "Förvaltningsgemensamma mål",
        "shared_goals",
        "Vad visar resultaten för er, och vilken effekt har era egna aktiviteter haft på det "
        "gemensamma målet?",
    ),
    SectionDefault(
        "egna-mal",
        "Enhetens egna mål",
        "unit_goals",
        "Vad visar resultaten, och hur långt har ni kommit mot önskat läge?",
    ),
    SectionDefault(
        "aktiviteter",
        "Genomförda aktiviteter och förflyttningar",
        "movements",
        "Vilka aktiviteter gjorde skillnad, vilka gjorde det inte, och hur vet ni det?",
    ),
    SectionDefault(
        "validitet",
        "Indikatorernas validitet",
        "validity",
        "Hur säkra är ni på siffrorna: är de tillförlitliga, mäter de det de ska, och visar de "
        "hur det verkligen är?",
    ),
    SectionDefault(
        "analys",
        "Analys: vad resultaten beror på",
        "analyses",
        "Förklara orsakerna till resultaten. Pröva mer än en förklaring och skriv vad som talar "
        "för och emot.",
    ),
    SectionDefault(
        "delaktighet",
        "Delaktighet (personal, barn/elever, vårdnadshavare)",
        "participation",
        "Hur har personal, barn eller elever och vårdnadshavare medverkat, vad sade de och vad "
        "ledde det till? Skriv grupper och antal, inga namn.",
    ),
    SectionDefault(
        "utvecklingsomraden",
        "Utvecklingsområden nästa läsår",
        "development_areas",
        "Vilka områden blir nästa läsårs mål, och hur följer de av analysen?",
    ),
)


def add_defaults(report_kind: Any, section_template: Any) -> None:
    """Add the kinds and sections that are missing.

    Args:
        report_kind: the model ReportKind, as the migration knows it.
        section_template: the model SectionTemplate, as the migration knows it.
    """
    kind, is_new = report_kind.objects.get_or_create(
        code=UNIT_KIND,
        defaults={"name": UNIT_KIND_NAME, "unit_kinds": list(UNIT_KINDS)},
    )
    if not is_new:
        return
    section_template.objects.bulk_create(
        section_template(
            kind=kind,
            key=section.key,
            title=section.title,
            instruction=section.instruction,
            facts=section.facts,
            position=position,
        )
        for position, section in enumerate(UNIT_SECTIONS, 1)
    )
