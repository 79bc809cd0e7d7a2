"""How many complaints the demo's units have counted, term by term."""

from datetime import timedelta

from rodtrad.demo.clock import happening_on, workday
from rodtrad.demo.content import read
from rodtrad.demo.season import Season
from rodtrad.inspection.actions import count_complaints
from rodtrad.inspection.models import ComplaintTheme


def count(season: Season) -> None:
    """The finished years' terms, each counted by the principal when it is over."""
    themes = {theme.name: theme for theme in ComplaintTheme.objects.all()}
    *finished, _ = season.basis.years
    terms = [term for year in finished for term in (year.span.autumn, year.span.spring)]
    for entry in read("complaints")["unit"]:
        unit = season.basis.units[entry["code"]]
        for term, written in zip(terms, entry["terms"], strict=True):
            with happening_on(workday(term.ends - timedelta(days=3))):
                count_complaints(
                    unit,
                    period=term.code,
                    counts={theme: written.get(name, 0) for name, theme in themes.items()},
                    by=season.basis.principal(unit.code),
                )
