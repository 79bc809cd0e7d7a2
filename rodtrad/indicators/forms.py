"""Forms for definitions, measurements and the review of validity."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from rodtrad.core.forms import DecimalCommaField, RevisionField, RtForm, SwedishDateField
from rodtrad.core.schoolyear import Period
from rodtrad.indicators.models import Indicator, Measurement, Reading, ValidityReview
from rodtrad.organisation.models import Unit

# What the database has room for.
MOST = 10_000_000
LARGEST = 999_999_999
# How many years small units are put together over, when nothing else is said.
MERGED = 3

_STATUSES = [
    (Reading.Status.REPORTED, "Det finns ett värde"),
    (Reading.Status.MISSING, "Värdet saknas"),
    (Reading.Status.SUPPRESSED, "Källan visar det inte: för få"),
    (Reading.Status.NOT_APPLICABLE, "Ej tillämpligt: ingen att mäta på"),
]
# What is seldom needed when a value is written lies folded under these.
ONLY_SHARE = "Har ni bara andelen, inte antalen?"
OTHERWISE = "Finns inget värde, eller behöver det en kommentar?"
_SHARE_HELP = "Till exempel 83,8. Lämna då antalen tomma."


class AsideForm(RtForm):
    """Why a value from outside is not to be used."""

    why = forms.CharField(
        label="Varför ska värdet inte användas?",
        max_length=1000,
        widget=forms.Textarea(),
        help_text="Skälet visas bredvid värdet för alla som ser det.",
    )


class IndicatorForm(RtForm):
    """What an indicator is, for the person who defines it."""

    name = forms.CharField(label="Namn", max_length=200, help_text="Kort och utan förkortningar.")
    owner = forms.ModelChoiceField(
        label="Vem den är till för",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Gemensam för alla",
    )
    what = forms.CharField(
        label="Vad visar den?",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Vilken förflyttning mot målet ska den göra synlig?",
    )
    how = forms.CharField(
        label="Hur mäts den?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Vilka som ingår, när och hur det räknas, så att nästa mätning blir lika.",
    )
    kind = forms.ChoiceField(label="Slag", choices=Indicator.Kind.choices)
    unit_of_measure = forms.CharField(
        label="Måttenhet",
        max_length=30,
        required=False,
        help_text="Till exempel poäng eller dagar.",
    )
    decimals = forms.IntegerField(label="Decimaler", min_value=0, max_value=4, initial=1)
    better = forms.ChoiceField(label="Riktning", choices=Indicator.Better.choices)
    levels = forms.CharField(
        label="Nivåer",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="Bara för beskrivna nivåer: en på varje rad, den lägsta först.",
    )
    origin = forms.ChoiceField(label="Data", choices=Indicator.Origin.choices)
    source = forms.CharField(
        label="Källa", max_length=200, required=False, help_text="Till exempel Skolverket."
    )
    instrument = forms.CharField(
        label="Mätinstrument",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="För eget mätinstrument: frågorna eller iakttagelserna, och vem som gör dem.",
    )
    smallest_group = forms.IntegerField(
        label="Minsta grupp som visas",
        min_value=1,
        max_value=100,
        initial=5,
        help_text="Värden om färre barn eller elever visas inte.",
    )
    purpose = forms.ChoiceField(
        label="Resultat eller förutsättning?",
        choices=Indicator.Purpose.choices,
        initial=Indicator.Purpose.RESULT,
        required=False,
        help_text="Förutsättningar, till exempel behöriga lärare, visas bredvid resultaten.",
    )
    counted = forms.ChoiceField(
        label="Vilka räknas?", choices=Indicator.Counted.choices, required=False
    )
    confidence = forms.TypedChoiceField(
        label="Säkerhet",
        choices=Indicator.Confidence.choices,
        coerce=int,
        initial=Indicator.Confidence.USUAL.value,
        empty_value=None,
        required=False,
        help_text="Hur säkert det ska vara innan en skillnad sägs vara större än slumpen.",
    )
    merge_years = forms.IntegerField(
        label="År som räknas ihop för små enheter",
        min_value=1,
        max_value=5,
        initial=MERGED,
        required=False,
        help_text="1 betyder att varje år står för sig.",
    )
    incomparable = forms.BooleanField(
        label="Enheter kan inte jämföras",
        required=False,
        help_text="Om enheterna mäter så olika att en jämförelse vilseleder.",
    )
    comparison_note = forms.CharField(
        label="Vad en jämförelse kan och inte kan säga",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    is_count = forms.BooleanField(
        label="Värdet är ett antal händelser",
        required=False,
        help_text="Till exempel anmälda kränkningar. Då räknas ett slumpspann ut.",
    )
    scale_low = DecimalCommaField(
        label="Skalans lägsta", min_value=-100_000, max_value=100_000, required=False
    )
    scale_high = DecimalCommaField(
        label="Skalans högsta",
        min_value=-100_000,
        max_value=100_000,
        required=False,
        help_text="För medelvärden: med skalans ändar och antal svar kan osäkerheten räknas ut.",
    )
    retired_on = SwedishDateField(
        label="Används inte längre från",
        required=False,
        help_text="Lämna tomt så länge den används.",
    )
    revision = RevisionField()

    sections = [
        ("Vad indikatorn är", ["name", "owner", "what", "how"]),
        (
            "Hur värdet ser ut",
            ["kind", "unit_of_measure", "decimals", "better", "levels", "smallest_group"],
        ),
        (
            "Hur siffrorna berättas",
            [
                *("purpose", "counted", "confidence", "merge_years", "incomparable"),
                *("comparison_note", "is_count", "scale_low", "scale_high"),
            ],
        ),
        ("Var data kommer ifrån", ["origin", "source", "instrument"]),
        ("När den slutar användas", ["retired_on"]),
    ]

    def __init__(
        self, *args: Any, owners: list[Unit], shared: bool, is_new: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["retired_on"], self.fields["revision"]
            self.sections = self.sections[:-1]
            field = self.fields["owner"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in owners])
            field.required = not shared
            field.empty_label = "Gemensam för alla" if shared else None
        else:
            # Whose it is decides who may change it: that is settled when it is defined.
            del self.fields["owner"]
            self.sections = [("Vad indikatorn är", ["name", "what", "how"]), *self.sections[1:]]

    def clean_purpose(self) -> str:
        """A result unless said otherwise."""
        return self.cleaned_data["purpose"] or Indicator.Purpose.RESULT.value

    def clean_confidence(self) -> int:
        """The usual confidence unless said otherwise."""
        return self.cleaned_data["confidence"] or Indicator.Confidence.USUAL.value

    def clean_merge_years(self) -> int:
        """The usual number of years unless said otherwise."""
        return self.cleaned_data["merge_years"] or MERGED

    def clean_levels(self) -> list[str]:
        """One level a line."""
        lines = self.cleaned_data["levels"].splitlines()
        return [line.strip() for line in lines if line.strip()]


class MeasurementForm(RtForm):
    """A value for a unit and a period, or why there is none."""

    folded = (ONLY_SHARE, OTHERWISE)

    period = forms.CharField(
        label="Period",
        max_length=12,
        help_text="Läsår (2025/26), termin (HT 2025), år (2025) eller datum (2026-02-15).",
    )
    gender = forms.ChoiceField(label="Vilka", choices=Reading.Gender.choices, required=False)
    status = forms.ChoiceField(label="Finns det ett värde?", choices=_STATUSES)
    numerator = DecimalCommaField(
        label="Antal som uppfyller", min_value=0, max_value=MOST, whole=True, required=False
    )
    denominator = DecimalCommaField(
        label="Antal totalt", min_value=0, max_value=MOST, whole=True, required=False
    )
    value = DecimalCommaField(label="Värde", min_value=-LARGEST, max_value=LARGEST, required=False)
    spread = DecimalCommaField(
        label="Standardavvikelse",
        min_value=0,
        max_value=MOST,
        required=False,
        help_text="Hur svaren sprider sig, om ni vet det. Då kan osäkerheten räknas ut.",
    )
    comment = forms.CharField(
        label="Kommentar",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Det en läsare behöver veta om just det här värdet. Inga namn.",
    )
    source = forms.CharField(label="Källa", max_length=120, required=False)

    def __init__(self, *args: Any, indicator: Indicator, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            # Period and gender say which value it is; another one is another value.
            del self.fields["period"], self.fields["gender"]
        if indicator.kind not in (Indicator.Kind.MEAN, Indicator.Kind.SCALE):
            del self.fields["spread"]
        if indicator.kind == Indicator.Kind.SHARE:
            self.fields["value"].label = "Andel i procent"
            self.fields["value"].help_text = _SHARE_HELP
            self.fields["denominator"].help_text = "Andelen räknas ut av de två antalen."
            first = ["period", "gender", "numerator", "denominator"]
        else:
            del self.fields["numerator"]
            first = ["period", "gender", "value", "denominator"]
            self.fields["denominator"].label = "Antal som värdet bygger på"
            if indicator.unit_of_measure:
                self.fields["value"].label = f"Värde ({indicator.unit_of_measure})"
        if indicator.kind == Indicator.Kind.QUALITATIVE:
            self.fields["value"] = forms.TypedChoiceField(
                label="Nivå",
                required=False,
                coerce=Decimal,
                empty_value=None,
                choices=[("", "Välj nivå"), *_levels(indicator)],
                widget=forms.Select(attrs={"class": "ds-input"}),
            )
        seldom = ["status", "spread", "comment", "source"]
        # Who corrects a value sees all of it at once.
        self.sections = [("", first), (ONLY_SHARE, ["value"]), (OTHERWISE, seldom)]
        if not is_new:
            self.sections = [("", [*first, "value", *seldom])]

    def clean_period(self) -> str:
        """The period in its stored form.

        Raises:
            ValidationError: when it is none.
        """
        try:
            return Period.parse(self.cleaned_data["period"]).code
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def clean_numerator(self) -> int | None:
        """A count."""
        return _count(self.cleaned_data["numerator"])

    def clean_denominator(self) -> int | None:
        """A count."""
        return _count(self.cleaned_data["denominator"])

    def clean_gender(self) -> str:
        """Everybody unless said otherwise."""
        return self.cleaned_data["gender"] or Reading.Gender.ALL.value


class BreakForm(RtForm):
    """From when figures cannot be compared with those before."""

    on = SwedishDateField(label="Från och med")
    reason = forms.CharField(
        label="Varför?",
        max_length=300,
        help_text="Till exempel: nya frågor i enkäten, eller ny läroplan.",
    )


class ExplanationForm(RtForm):
    """What the administration knows of the differences between its units."""

    text = forms.CharField(
        label="Vad kan skillnaderna bero på?",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20_000,
        help_text="Till exempel förutsättningar, insatser, hur det är mätt. Skriv också vad ni "
        "inte vet.",
    )
    revision = RevisionField()


class ValidityForm(RtForm):
    """The three questions of the guideline's section 4.2."""

    reliable = forms.ChoiceField(
        label="Hur tillförlitlig är den data som indikatorn använder sig av?",
        choices=[("yes", "Tillförlitlig"), ("partly", "Delvis"), ("no", "Inte tillförlitlig")],
        widget=forms.RadioSelect,
    )
    reliable_why = forms.CharField(
        label="Vad grundar ni det på?", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    measures = forms.ChoiceField(
        label="Mäter indikatorn det som den är avsedd att mäta?",
        choices=ValidityReview.Answer.choices,
        widget=forms.RadioSelect,
    )
    measures_why = forms.CharField(
        label="På vilket sätt?", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    shows = forms.ChoiceField(
        label="Återger indikatorn bilden av den verkliga situationen?",
        choices=ValidityReview.Answer.choices,
        widget=forms.RadioSelect,
    )
    shows_why = forms.CharField(
        label="Vad fångar den inte?", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    # Left out, it says that the writer saw no earlier review.
    revision = RevisionField(required=False)

    sections = [
        ("Tillförlitlighet", ["reliable", "reliable_why"]),
        ("Rätt sak", ["measures", "measures_why"]),
        ("Verkligheten", ["shows", "shows_why"]),
    ]


def measurement_initial(row: Measurement) -> dict[str, Any]:
    """A stored measurement as the form's starting values."""
    return {
        "status": row.status,
        "value": row.value,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "spread": row.spread,
        "comment": row.comment,
        "source": row.source,
    }


def _count(number: Decimal | None) -> int | None:
    return None if number is None else int(number)


def _levels(indicator: Indicator) -> list[tuple[str, str]]:
    return [(str(n), f"{n}: {text}") for n, text in enumerate(indicator.levels, start=1)]
