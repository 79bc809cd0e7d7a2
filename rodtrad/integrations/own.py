"""Which municipality and which schools are ours, as sources outside know them."""

from rodtrad.integrations.http import FetchError
from rodtrad.organisation.models import Unit


def own_municipality() -> Unit:
    """The municipality whose figures are fetched.

    Raises:
        FetchError: when no municipality has its four digits as code.
    """
    for unit in Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY).order_by("path"):
        if len(unit.code) == 4 and unit.code.isascii() and unit.code.isdigit():
            found: Unit = unit
            return found
    raise FetchError("Kommunens kod saknas. Skriv dess fyra siffror som kod på huvudmannens enhet.")


def own_schools() -> dict[str, Unit]:
    """Our schools by school unit code: eight digits. Preschools are not in the register.

    Raises:
        FetchError: when no school has such a code.
    """
    schools = Unit.objects.filter(kind=Unit.Kind.SCHOOL, closed__isnull=True)
    found = {
        unit.code: unit
        for unit in schools.prefetch_related("school_forms")
        if len(unit.code) == 8 and unit.code.isascii() and unit.code.isdigit()
    }
    if not found:
        raise FetchError("Ingen skola har en skolenhetskod (åtta siffror). Skriv dem på enheterna.")
    return found
