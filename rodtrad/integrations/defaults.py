"""The sources and roles that every installation starts with: data, to be changed there."""

# Key, name, what it gives, address.
SOURCES: tuple[tuple[str, str, str, str], ...] = (
    (
        "kolada",
        "Kolada",
        "Nyckeltal för kommunen, dess enheter, liknande kommuner och riket.",
        "https://api.kolada.se/v3",
    ),
    (
        "skolverket",
        "Skolverket",
        "Skolenhetsregistret, statistik per skola, SALSA, enkäter och kursplanernas rubriker.",
        "https://api.skolverket.se",
    ),
    (
        "ss12000",
        "Skoladministrationen (SS12000)",
        "Enheter, personal och tjänster. Aldrig barn eller elever.",
        "",
    ),
)

# Key, source, what is fetched.
FETCHES: tuple[tuple[str, str, str], ...] = (
    ("kolada-definitions", "kolada", "Nyckeltal och enheter"),
    ("kolada-values", "kolada", "Värden"),
    ("skolverket-register", "skolverket", "Skolenhetsregistret"),
    ("skolverket-statistics", "skolverket", "Statistik, SALSA och enkäter"),
    ("skolverket-syllabus", "skolverket", "Kursplanernas rubriker"),
    ("ss12000-sync", "ss12000", "Enheter, personal och tjänster"),
)

# Duty roles of SS12000 and the code of the role here; None gives no account.
DUTY_ROLES: tuple[tuple[str, str | None], ...] = (
    ("Rektor", "principal"),
    ("Förskolechef", "principal"),
    ("Övrig arbetsledning", None),
    ("Förstelärare", "lead_teacher"),
    ("Lärare", "staff"),
    ("Förskollärare", "staff"),
    ("Barnskötare", "staff"),
    ("Fritidspedagog", "staff"),
    ("Lärarassistent", None),
    ("Bibliotekarie", None),
    ("Studie- och yrkesvägledare", None),
    ("Kurator", "school_counsellor"),
    ("Skolsköterska", "school_nurse"),
    ("Skolläkare", "school_doctor"),
    ("Skolpsykolog", "school_psychologist"),
    ("Speciallärare/specialpedagog", "special_educator"),
    ("Skoladministratör", None),
    ("Övrig pedagogisk personal", None),
    ("Annan personal", None),
)
