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

PRESCHOOL_KIND: Final = "preschool"
COMPULSORY_KIND: Final = "compulsory"
OVERALL_KIND: Final = "overall"


class KindDefault(NamedTuple):
    """A kind of report of the administration, as it is offered."""

    code: str
    name: str
    purpose: str
    unit_kinds: tuple[str, ...]
    school_forms: tuple[str, ...]
    with_own_goals: bool
    due_after_days: int
    sections: tuple[SectionDefault, ...]


_SUMMARY_MANY: Final = SectionDefault(
    "sammanfattning",
    "Sammanfattning",
    "summary",
    "Skriv det viktigaste på högst en sida: vad som har utvecklats, var kvaliteten eller "
    "likvärdigheten brister och vad ni gör nästa år. Skriv den sist.",
)


def _analysis_sections(who: str, forms: str) -> tuple[SectionDefault, ...]:
    """The sections of a report that is the ground of the administration's next year."""
    return (
        _SUMMARY_MANY,
        SectionDefault(
            "underlaget",
            "Underlaget",
            "unit",
            f"Beskriv {who} under året: det som har förändrats i organisation, bemanning och "
            "förutsättningar. Säg också vilka enheter som saknas i underlaget och varför.",
        ),
        SectionDefault(
            "gemensamma-mal",
            "De förvaltningsgemensamma målen",
            "shared_goals,attainment",
            f"Hur långt har {who} kommit mot varje mål, och vad talar för att det beror på det "
            "egna arbetet? Läs siffrorna tillsammans med hur många enheter som har rapporterat.",
        ),
        SectionDefault(
            "tackning",
            "Så arbetar enheterna med målen",
            "coverage,movements",
            "Vilka aktiviteter har gjort skillnad, och vid vilka enheter? Var saknas mål, "
            "aktivitet eller uppföljning, och vilket stöd behövs där?",
        ),
        SectionDefault(
            "likvardighet",
            "Likvärdighet: skillnader mellan enheter",
            "spread",
            "Hur stora är skillnaderna mellan enheter, och mellan flickor och pojkar? Växer eller "
            "minskar de? Pröva om de kan bero på slump eller olika förutsättningar innan ni drar "
            f"slutsatser om kvaliteten i {forms}.",
        ),
        SectionDefault(
            "malanalys",
            "Målanalys: enheternas egna mål",
            "unit_goals",
            "Vad säger de mål som enheterna har satt utifrån egna behov? Leta efter behov som "
            "flera enheter delar och som de gemensamma målen inte fångar.",
        ),
        SectionDefault(
            "validitet",
            "Hur säkra är siffrorna?",
            "validity",
            "Är uppgifterna tillförlitliga, mäter de det de ska och visar de hur det verkligen "
            "är? Säg vilka slutsatser som bör vänta.",
        ),
        SectionDefault(
            "analys",
            "Analys: brister i kvalitet och likvärdighet",
            "analyses",
            "Vad förklarar resultaten? Pröva mer än en förklaring. Använd det enheterna har "
            "skrivit: sök i deras rapporter bredvid texten och citera.",
        ),
        SectionDefault(
            "utvecklingsomraden",
            "Utvecklingsområden nästa år",
            "development_areas",
            "Vilka utvecklingsområden och brister ska ligga till grund för förvaltningens arbete "
            "nästa år, och hur följer de av analysen?",
        ),
    )


KINDS: Final = (
    KindDefault(
        PRESCHOOL_KIND,
        "Kvalitetsrapport förskola",
        "Visar utvecklingsområden och brister i kvalitet och likvärdighet i förskolan, och "
        "ligger till grund för förvaltningens arbete nästa år.",
        ("preschool",),
        ("FS",),
        True,
        62,
        _analysis_sections("förskolorna", "förskolan"),
    ),
    KindDefault(
        COMPULSORY_KIND,
        "Kvalitetsrapport grundskola",
        "Visar utvecklingsområden och brister i kvalitet och likvärdighet i grundskolan, "
        "förskoleklassen, den anpassade grundskolan och fritidshemmet, och ligger till grund för "
        "förvaltningens arbete nästa år.",
        ("school",),
        ("FKLASS", "GR", "GRAN", "FTH"),
        True,
        62,
        _analysis_sections("skolorna", "grundskolan"),
    ),
    KindDefault(
        OVERALL_KIND,
        "Övergripande kvalitetsrapport",
        "Presenterar verksamheternas utvecklingsarbete under det gångna året för nämnden.",
        ("preschool", "school"),
        (),
        False,
        92,
        (
            SectionDefault(
                "sammanfattning",
                "Sammanfattning för nämnden",
                "summary",
                "Skriv för den som läser bara den här sidan: vad har blivit bättre för barn och "
                "elever, vad har inte blivit det, och vad behöver nämnden ta ställning till?",
            ),
            SectionDefault(
                "verksamheterna",
                "Verksamheterna och deras förutsättningar",
                "unit",
                "Vilka verksamheter handlar rapporten om, och vilka förutsättningar har de haft? "
                "Säg vilka enheter som saknas.",
            ),
            SectionDefault(
                "gemensamma-mal",
                "De förvaltningsgemensamma målen",
                "shared_goals,attainment",
                "Vad visar resultaten för varje mål? Skriv vad siffrorna betyder för barn och "
                "elever, och säg när en skillnad kan vara slump.",
            ),
            SectionDefault(
                "utvecklingsarbetet",
                "Årets utvecklingsarbete",
                "coverage,movements",
                "Vad har verksamheterna gjort för de gemensamma målen, och vad har det lett till? "
                "Lyft fram exempel: sök i enheternas rapporter och citera.",
            ),
            SectionDefault(
                "likvardighet",
                "Likvärdighet",
                "spread",
                "Hur likvärdig är utbildningen mellan enheter och mellan flickor och pojkar? Det "
                "är ingen rangordning: förklara vad skillnaderna kan och inte kan betyda.",
            ),
            SectionDefault(
                "utvecklingsomraden",
                "Utvecklingsområden",
                "development_areas",
                "Vad tar förvaltningen med sig till nästa år, och vad ber ni nämnden att "
                "prioritera?",
            ),
        ),
    ),
)


def add_defaults(report_kind: Any, section_template: Any) -> None:
    """Add the unit's kind and its sections, when they are missing.

    Args:
        report_kind: the model ReportKind, as the migration knows it.
        section_template: the model SectionTemplate, as the migration knows it.
    """
    kind, is_new = report_kind.objects.get_or_create(
        code=UNIT_KIND,
        defaults={"name": UNIT_KIND_NAME, "unit_kinds": list(UNIT_KINDS)},
    )
    if is_new:
        _add_sections(section_template, kind, UNIT_SECTIONS)


def add_administration_kinds(report_kind: Any, section_template: Any, school_form: Any) -> None:
    """Add the administration's three kinds, those of them that are missing.

    Args:
        report_kind: the model ReportKind, as the migration knows it.
        section_template: the model SectionTemplate, as the migration knows it.
        school_form: the model SchoolForm, as the migration knows it.
    """
    unit_kind = report_kind.objects.filter(code=UNIT_KIND).first()
    for position, default in enumerate(KINDS, 1):
        kind, is_new = report_kind.objects.get_or_create(
            code=default.code,
            defaults={
                "name": default.name,
                "purpose": default.purpose,
                "per": "administration",
                "unit_kinds": list(default.unit_kinds),
                "with_own_goals": default.with_own_goals,
                "due_after_days": default.due_after_days,
                "position": position,
            },
        )
        if not is_new:
            continue
        kind.school_forms.set(school_form.objects.filter(pk__in=default.school_forms))
        if unit_kind is not None:
            kind.draws_on.add(unit_kind)
        _add_sections(section_template, kind, default.sections)


def _add_sections(section_template: Any, kind: Any, sections: tuple[SectionDefault, ...]) -> None:
    section_template.objects.bulk_create(
        section_template(
            kind=kind,
            key=section.key,
            title=section.title,
            instruction=section.instruction,
            facts=section.facts,
            position=position,
        )
        for position, section in enumerate(sections, 1)
    )
