"""The roles and school forms that every installation starts with: data, to be changed there."""

# What each role may do; the codes are those of organisation/access.py, written out, because a
# migration that has run must not change when the code does.
_READER = ("read_adopted",)
_COLLEAGUE = ("read_adopted", "read", "take_part")
_PLANNER = (*_COLLEAGUE, "plan")
_LEADER = (*_PLANNER, "lead")

# Code, name, permissions; in the order they are shown.
ROLES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("principal", "Rektor", _PLANNER),
    ("assistant_principal", "Biträdande rektor", _PLANNER),
    ("lead_teacher", "Förstelärare", _COLLEAGUE),
    ("process_leader", "Processledare", _COLLEAGUE),
    ("staff", "Medarbetare", _COLLEAGUE),
    ("head_of_schools", "Skolchef", _LEADER),
    ("development_head", "Utvecklingschef", (*_LEADER, "administer")),
    ("board_member", "Ledamot i nämnden", (*_READER, "govern")),
    ("board_secretary", "Nämndsekreterare", (*_READER, "keep_papers")),
    ("administrator", "Systemadministratör", ("read_adopted", "administer")),
    ("board_chair", "Presidieledamot i nämnden", (*_READER, "govern", "preside")),
    # The professions of the child and pupil health teams (2 kap. 25 § skollagen).
    ("school_nurse", "Skolsköterska", _COLLEAGUE),
    ("school_doctor", "Skolläkare", _COLLEAGUE),
    ("school_psychologist", "Skolpsykolog", _COLLEAGUE),
    ("school_counsellor", "Skolkurator", _COLLEAGUE),
    ("special_educator", "Specialpedagog", _COLLEAGUE),
)

# The roles of the health teams, by which they are found when results are followed up.
HEALTH_ROLES = (
    "school_nurse",
    "school_doctor",
    "school_psychologist",
    "school_counsellor",
    "special_educator",
)

# The school forms of the Education Act (1 kap. 1 §) and the school-age care beside them.
SCHOOL_FORMS: tuple[tuple[str, str], ...] = (
    ("FS", "Förskola"),
    ("FKLASS", "Förskoleklass"),
    ("GR", "Grundskola"),
    ("GRAN", "Anpassad grundskola"),
    ("FTH", "Fritidshem"),
    ("GY", "Gymnasieskola"),
    ("GYAN", "Anpassad gymnasieskola"),
    ("KOMVUX", "Kommunal vuxenutbildning"),
)
