"""What a section may show beside its text: the words that an administrator chooses among."""

from collections.abc import Iterable
from typing import Final, NamedTuple


class Offer(NamedTuple):
    """Something that is composed: what it is called, what it shows, and where it may stand."""

    key: str
    label: str
    shows: str
    for_one: bool = True
    for_many: bool = True


OFFERS: Final = (
    Offer("summary", "I korthet", "Siffror och mål på en rad var"),
    Offer("unit", "Enheten eller enheterna", "Slag, skolformer och rektor"),
    Offer("shared_goals", "Gemensamma mål", "Varje mål med indikatorer och diagram"),
    Offer("coverage", "Täckning", "Hur många enheter som arbetar med målen", for_one=False),
    Offer("attainment", "Måluppfyllelse", "Enheternas bedömning av målen", for_one=False),
    Offer("spread", "Spridning", "Skillnader mellan enheter över tid", for_one=False),
    Offer("unit_goals", "Egna mål", "Enheternas mål utanför de gemensamma"),
    Offer("movements", "Aktiviteter", "Vad som gjordes och vad det ledde till"),
    Offer("validity", "Validitet", "De tre frågorna om varje indikator"),
    Offer("analyses", "Analyser", "Det som är skrivet i målanalyserna"),
    Offer("participation", "Delaktighet", "Avstämningar och vem som medverkat"),
    Offer("development_areas", "Utvecklingsområden", "Det analyserna fann och vad det blev"),
)
_ORDER: Final = {offer.key: number for number, offer in enumerate(OFFERS)}


def keys_of(facts: str) -> list[str]:
    """The keys that a section's `facts` names, in order."""
    return [key for part in facts.split(",") if (key := part.strip())]


def joined(keys: Iterable[str]) -> str:
    """Keys as a section keeps them, in the order they are offered."""
    return ",".join(sorted(set(keys) & _ORDER.keys(), key=_ORDER.__getitem__))


def offered(*, many: bool) -> list[Offer]:
    """What sections of a report about many units, or about one, may show."""
    return [offer for offer in OFFERS if (offer.for_many if many else offer.for_one)]
