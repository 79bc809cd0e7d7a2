"""Swedish words of a likely length; nobody and no place is meant."""

from typing import Final

FIRST_NAMES: Final = ("Åsa", "Omar", "Eva", "Per", "Karin", "Lena", "Nils", "Bo", "Ida", "Ali")
LAST_NAMES: Final = ("Lindgren", "Haddad", "Ström", "Öberg", "Dahl", "Åkesson", "Ekman", "Wall")
PLACES: Final = ("Björk", "Ängs", "Sjö", "Öster", "Väster", "Åker", "Lund", "Kyrk", "Berg", "Dal")
GOALS: Final = (
    "Alla elever läser med förståelse",
    "Barnen möter ett rikt språk varje dag",
    "Fler elever når betygskriterierna i matematik",
    "Alla har någon att vara med",
    "Undervisningen planeras tillsammans",
    "Frånvaron minskar i alla årskurser",
)
EFFECTS: Final = (
    "Eleverna förstår texterna i alla ämnen och kan berätta vad de har läst.",
    "Barnen använder fler ord i leken och prövar dem i nya sammanhang.",
    "Eleverna kommer till skolan och deltar i undervisningen.",
)
ACTIVITIES: Final = (
    "Läsgrupper två gånger i veckan",
    "Kollegial handledning i arbetslagen",
    "Gemensam planering av undervisningen",
    "Samtal om trivsel i alla grupper",
)
SENTENCES: Final = (
    "Arbetslagen har planerat tillsammans varje vecka.",
    "Hälften av lärarna har prövat metoden i två ämnen.",
    "Barnens egna berättelser visar att leken har fått mer tid.",
    "Resultaten skiljer sig mellan grupperna och vi behöver förstå varför.",
    "Vårdnadshavarna beskriver att informationen har blivit tydligare.",
    "Effekten syns tydligast där handledningen har varit regelbunden.",
    "Vi fortsätter med det som har gett effekt och slutar med resten.",
)
AREAS: Final = ("Läsning i matematik", "Övergångar mellan stadier", "Lek i blandade grupper")
INDICATORS: Final = (
    "Elever som når betygskriterierna i alla ämnen, årskurs 9",
    "Elever behöriga till yrkesprogram",
    "Genomsnittligt meritvärde",
    "Elever med hög frånvaro",
    "Elever som känner sig trygga",
    "Barn som deltar i högläsning varje dag",
    "Lärare med legitimation och behörighet",
    "Förskollärare av heltidstjänsterna",
    "Elever som klarar läsmålet i årskurs 3",
    "Elever som anser att lärarna förklarar väl",
    "Vårdnadshavare som är nöjda",
    "Barn per heltidstjänst",
)
# Those of them that show what units have to work with.
CONDITIONS: Final = (
    "Lärare med legitimation och behörighet",
    "Förskollärare av heltidstjänsterna",
)
DOCUMENTS: Final = (
    ("Skollag (2010:800)", "Skollagen", "law"),
    ("Läroplan för grundskolan", "Lgr22", "curriculum"),
    ("Läroplan för förskolan", "Lpfö18", "curriculum"),
    ("Nämndens mål", "Nämndsmål", "board_goals"),
)
