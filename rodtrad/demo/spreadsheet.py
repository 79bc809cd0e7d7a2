"""A spreadsheet in the demo: how many answered the survey, brought in with a saved mapping."""

from datetime import date, timedelta

from django.utils import timezone

from rodtrad.core.export import table_file
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.demo.clock import happening_on
from rodtrad.indicators.actions import define_indicator
from rodtrad.indicators.models import Indicator
from rodtrad.integrations.spreadsheet import actions
from rodtrad.integrations.spreadsheet.importing import bring_in
from rodtrad.organisation.models import Unit

_HEADINGS = ("Skola", "Läsår", "Svarsfrekvens", "Antal svar", "Antal elever", "Kommentar")
_SOURCE = "Kommunens trygghetsenkät"
_YEARS = 3


def bring_in_answers(*, today: date) -> None:
    """Bring in how many pupils answered, as the administrator did twelve days ago."""
    year = SchoolYear.of(today).previous
    years = [SchoolYear(year.start - back) for back in reversed(range(_YEARS))]
    schools = Unit.objects.filter(kind=Unit.Kind.SCHOOL, closed__isnull=True).order_by("path")
    rows = []
    for number, school in enumerate(schools):
        for place, one in enumerate(years):
            asked = 90 + 37 * number % 160
            answered = asked * (71 + 5 * place + 7 * number % 13) // 100
            share = round(100 * answered / asked, 1)
            rows.append((school.name, one.label, share, answered, asked, None))
    data = table_file("xlsx", "Svar", _HEADINGS, rows)
    by = Unit.objects.get(code="1286").assignments.get(role__code="administrator").user
    with happening_on(today - timedelta(days=12)):
        indicator = define_indicator(
            owner=None,
            by=by,
            name="Elever som svarar på trygghetsenkäten",
            what="Andel av de tillfrågade eleverna som har lämnat in ett svar.",
            how="Räknas ur enkätverktyget när enkäten stänger.",
            kind=Indicator.Kind.SHARE.value,
            source=_SOURCE,
            purpose=Indicator.Purpose.CONDITION.value,
        )
        now = timezone.now()
        file = actions.keep_file(
            data, file_name=f"svarsfrekvens {year.label.replace('/', '-')}.xlsx", by=by, now=now
        )
        actions.choose_columns(
            file,
            roles={
                "unit": "Skola",
                "period": "Läsår",
                "value": "Svarsfrekvens",
                "numerator": "Antal svar",
                "denominator": "Antal elever",
            },
            name="Trygghetsenkäten, svarsfrekvens",
            by=by,
            now=now,
            source=_SOURCE,
            indicator=indicator,
            decimal=",",
            as_fractions=False,
            skip_unknown=False,
        )
        bring_in(file, by=by, now=now)
