"""The kinds of wheels, their rings and the numbers that every installation starts with."""

# Code, name, whose, year, purpose and the rings (name, look), innermost first.
KINDS: tuple[tuple[str, str, str, str, str, tuple[tuple[str, int], ...]], ...] = (
    (
        "ska",
        "SKA-hjulet",
        "shared",
        "school_year",
        "Planeringsunderlag för mål- och strategidagar och analysdagen. Anger hur många ledarforum "
        "som är till för kollegialt lärande och för analys av indikatorer.",
        (
            ("Mål och planering", 0),
            ("Uppföljning och analys", 1),
            ("Kollegialt lärande", 2),
            ("Kvalitetsdialog", 4),
        ),
    ),
    (
        "rektor",
        "Rektorshjulet",
        "shared",
        "school_year",
        "Gör att återkommande driftsfrågor och utvecklingsfrågor lyfts vid rätt tillfälle i "
        "ledarforum, och att indikatorerna analyseras nära verksamheten innan nämnden ser dem.",
        (
            ("Indikatorer till nämnden", 1),
            ("Utvecklingsfrågor", 5),
            ("Driftsfrågor", 3),
        ),
    ),
    (
        "nyckeltal",
        "Nämndens årshjul för nyckeltal",
        "board",
        "calendar_year",
        "När nämnden får se vilka nyckeltal.",
        (("Nyckeltal", 0), ("Rapporter och beslut", 6)),
    ),
    (
        "enhet-drift",
        "Enhetens driftshjul",
        "unit",
        "school_year",
        "Det som återkommer varje läsår i enhetens drift.",
        (("Organisation och personal", 3), ("Elever, barn och vårdnadshavare", 5)),
    ),
    (
        "enhet-ska",
        "Enhetens SKA-hjul",
        "unit",
        "school_year",
        "Enhetens eget systematiska kvalitetsarbete under läsåret.",
        (("Mål och aktiviteter", 0), ("Uppföljning och analys", 1), ("Delaktighet", 2)),
    ),
)

# Code, what, value and why.
NUMBERS: tuple[tuple[str, str, int, str], ...] = (
    (
        "strategy_days_fewest",
        "Mål- och strategidagar per termin, minst",
        2,
        "Riktlinjen 3.1.2: två till tre tillfällen per termin.",
    ),
    (
        "strategy_days_most",
        "Mål- och strategidagar per termin, högst",
        3,
        "Riktlinjen 3.1.2: två till tre tillfällen per termin.",
    ),
    (
        "analysis_days",
        "Analysdagar i slutet av läsåret",
        1,
        "Riktlinjen 3.1.2: en gång i slutet på varje läsår.",
    ),
    (
        "analysis_day_from_month",
        "Analysdagen ligger tidigast i månaden",
        5,
        "Slutet på läsåret: 5 är maj.",
    ),
    (
        "weeks_before_board",
        "Veckor mellan analysen i Rektorshjulet och nämnden, minst",
        3,
        "Så lång tid tar det att skriva underlaget och skicka kallelsen.",
    ),
    (
        "weeks_of_analysis_before_board",
        "Veckor mellan analysen i Rektorshjulet och nämnden, högst",
        26,
        "En äldre analys säger inte hur det är nu.",
    ),
)


def add_defaults(kinds: type, rings: type, numbers: type) -> None:
    """Add what is missing; what a municipality has changed is left as it is."""
    for position, (code, name, scope, calendar, purpose, looks) in enumerate(KINDS):
        kind, is_new = kinds.objects.get_or_create(  # type: ignore[attr-defined]  # of any state
            code=code,
            defaults={
                "name": name,
                "scope": scope,
                "calendar": calendar,
                "purpose": purpose,
                "position": position,
            },
        )
        if is_new:
            for place, (ring, look) in enumerate(looks):
                rings.objects.create(  # type: ignore[attr-defined]  # of any state
                    kind=kind, name=ring, look=look, position=place
                )
    for position, (code, name, value, reason) in enumerate(NUMBERS):
        numbers.objects.get_or_create(  # type: ignore[attr-defined]  # of any state
            code=code,
            defaults={"name": name, "value": value, "reason": reason, "position": position},
        )
