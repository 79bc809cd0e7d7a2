"""What each kind of document is for, as the guideline's front page says it."""

from dataclasses import dataclass

from rodtrad.steering.models import SteeringDocument

Kind = SteeringDocument.Kind


@dataclass(frozen=True)
class Family:
    """Kinds of documents that steer in the same way."""

    name: str
    aim: str
    kinds: tuple[tuple[str, str], ...]

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The kinds' names and what each is for."""
        return [(str(Kind(value).label), purpose) for value, purpose in self.kinds]


# The words of the municipal kinds are those of the guideline's front page.
FAMILIES = (
    Family(
        "Staten styr",
        "det som gäller överallt",
        (
            (Kind.LAW, "Beslutas av riksdagen, som skollagen."),
            (Kind.ORDINANCE, "Beslutas av regeringen och fyller ut lagen."),
            (Kind.CURRICULUM, "En förordning med utbildningens uppdrag, mål och riktlinjer."),
            (Kind.GENERAL_ADVICE, "En myndighets råd om hur bestämmelser kan tillämpas."),
        ),
    ),
    Family(
        "Aktiverande",
        "vad vi vill uppnå",
        (
            (Kind.BOARD_GOALS, "Nämndens egna mål och prioriteringar."),
            (Kind.PROGRAMME, "Är vägledande och beskriver önskvärd utveckling av verksamheten."),
            (
                Kind.STRATEGY,
                "Utgör grund för prioritering och beskriver hur kommunen ska uppnå uppsatta mål "
                "inom ett område.",
            ),
            (Kind.PLAN, "Konkreta mål och åtgärder och svarar på vad, vem, när och hur."),
        ),
    ),
    Family(
        "Normerande",
        "hur vi ska tänka och göra",
        (
            (
                Kind.APPROACH,
                "Vägleder och klargör kommunens övergripande syn och inställning till något.",
            ),
            (
                Kind.GUIDELINE,
                "Säkerställer ett korrekt agerande och god kvalitet vid handläggning och "
                "utförande.",
            ),
            (
                Kind.ROUTINE,
                "Anger hur en fråga ska hanteras eller hur ett uppdrag ska verkställas.",
            ),
        ),
    ),
)


def purpose_of(kind: str) -> str:
    """What a kind of document is for; "" for a kind that has no words yet."""
    return next((words for one in FAMILIES for value, words in one.kinds if value == kind), "")
