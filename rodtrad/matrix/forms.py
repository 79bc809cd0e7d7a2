"""Forms of matrices and self-assessments."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from rodtrad.core.forms import DecimalCommaField, RevisionField, RtForm, SwedishDateField
from rodtrad.matrix.actions.matrix import DEFAULT_STEPS, MOST_STEPS
from rodtrad.matrix.models import Area, Criterion, Matrix, MatrixVersion, ScaleStep
from rodtrad.organisation.models import SchoolYear, Unit


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class StepsField(forms.CharField):
    """The steps of a scale, one on each line, the lowest first."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea)
        kwargs.setdefault("label", "Skalans steg")
        kwargs.setdefault(
            "help_text", f"Ett på varje rad, det lägsta först. Två till {MOST_STEPS} steg."
        )
        kwargs.setdefault("max_length", 800)
        super().__init__(**kwargs)


class MatrixForm(RtForm):
    """A new matrix: its name, whom it is for and its scale."""

    is_about_people = False

    name = forms.CharField(label="Namn", max_length=120)
    unit_kind = forms.ChoiceField(label="För", choices=Matrix.For.choices)
    scale = forms.ChoiceField(
        label="Skala",
        choices=MatrixVersion.Scale.choices,
        widget=forms.RadioSelect,
        initial=MatrixVersion.Scale.LEVELS,
        help_text="Beskrivna nivåer säger hur det ser ut på varje steg. Poäng och prioritering "
        "behöver inga beskrivningar.",
    )
    steps = StepsField(
        required=False,
        help_text=f"Ett på varje rad, det lägsta först. Två till {MOST_STEPS} steg. Tomt ger "
        f"skalans egna: {', '.join(DEFAULT_STEPS[MatrixVersion.Scale.LEVELS])}.",
    )
    introduction = forms.CharField(
        label="Inledning",
        widget=forms.Textarea,
        required=False,
        max_length=2000,
        help_text="Hur man ska tänka när man skattar.",
    )

    def clean_steps(self) -> list[str]:
        """The steps as a list."""
        return _lines(self.cleaned_data["steps"])


class VersionForm(RtForm):
    """A draft's introduction and the words of its scale."""

    is_about_people = False

    introduction = forms.CharField(
        label="Inledning", widget=forms.Textarea, required=False, max_length=2000
    )
    steps = StepsField(
        help_text="Ett på varje rad, det lägsta först. Tas ett steg bort försvinner dess "
        "beskrivningar."
    )

    def clean_steps(self) -> list[str]:
        """The steps as a list."""
        return _lines(self.cleaned_data["steps"])


class MatrixImportForm(RtForm):
    """A spreadsheet with a matrix, for a new matrix or a new version of one."""

    file = forms.FileField(
        label="Kalkylark",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text="XLSX med kolumnerna Område, Kriterium, Vad ni tittar efter, Nyckel och sedan "
        "Steg 1: …, Steg 2: … Hämta en matris som kalkylark för att se hur det ska se ut.",
    )
    name = forms.CharField(label="Matrisens namn", max_length=120)
    unit_kind = forms.ChoiceField(label="För", choices=Matrix.For.choices)
    scale = forms.ChoiceField(label="Skala", choices=MatrixVersion.Scale.choices)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["name"], self.fields["unit_kind"]


class AreaForm(RtForm):
    """An area of a matrix."""

    title = forms.CharField(label="Område", max_length=120)


class CriterionForm(RtForm):
    """A criterion and what each step of the scale looks like."""

    is_about_people = False

    title = forms.CharField(label="Kriterium", max_length=160)
    area = forms.ModelChoiceField(label="Område", queryset=Area.objects.none(), empty_label=None)
    question = forms.CharField(
        label="Vad ni tittar efter",
        widget=forms.Textarea,
        required=False,
        max_length=1000,
        help_text="En fråga som hjälper att se.",
    )
    revision = RevisionField()

    def __init__(
        self, *args: Any, version: MatrixVersion, criterion: Criterion | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = version.areas.all()
        if criterion is None:
            del self.fields["revision"]
        self.steps: list[ScaleStep] = list(version.steps.all())
        names = []
        for step in self.steps:
            name = f"level_{step.pk}"
            names.append(name)
            self.fields[name] = forms.CharField(
                label=step.label,
                widget=forms.Textarea(attrs={"class": "ds-input", "rows": 4}),
                required=False,
                max_length=2000,
            )
        legend = (
            "Så ser det ut på varje nivå"
            if version.scale == MatrixVersion.Scale.LEVELS
            else "Vad stegen betyder här"
        )
        self.sections = [("Kriteriet", ["title", "area", "question"]), (legend, names)]

    def levels(self) -> dict[int, str]:
        """What was written for each step, by the step's number."""
        return {step.pk: self.cleaned_data[f"level_{step.pk}"] for step in self.steps}


class CampaignForm(RtForm):
    """The start of a self-assessment for all units."""

    unit = forms.ModelChoiceField(
        label="För alla enheter under", queryset=Unit.objects.none(), empty_label=None
    )
    school_year = forms.ModelChoiceField(
        label="Läsår",
        queryset=SchoolYear.objects.filter(closed_at__isnull=True).order_by("-start"),
        empty_label=None,
    )
    opens = SwedishDateField(label="Börjar")
    deadline = SwedishDateField(label="Klar senast")
    preschool_matrix = forms.ModelChoiceField(
        label="Matris för förskolor",
        queryset=MatrixVersion.objects.none(),
        required=False,
        empty_label="Förskolor är inte med",
    )
    school_matrix = forms.ModelChoiceField(
        label="Matris för skolor",
        queryset=MatrixVersion.objects.none(),
        required=False,
        empty_label="Skolor är inte med",
    )
    smallest_group = DecimalCommaField(
        label="Minsta grupp",
        whole=True,
        min_value=3,
        max_value=50,
        help_text="Har färre än så skattat visas ingenting av vad de svarade.",
    )
    message = forms.CharField(
        label="Hälsning till enheterna", widget=forms.Textarea, required=False, max_length=2000
    )

    def __init__(self, *args: Any, units: Iterable[Unit], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = self.fields["unit"]
        assert isinstance(choose, forms.ModelChoiceField)
        choose.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        usable = MatrixVersion.objects.usable().select_related("matrix")
        for name, kind in (
            ("preschool_matrix", Matrix.For.PRESCHOOL),
            ("school_matrix", Matrix.For.SCHOOL),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = usable.filter(matrix__unit_kind=kind)
            # A version that has been withdrawn meanwhile is told of, not just unknown.
            field.error_messages["invalid_choice"] = (
                "Den versionen är tillbakadragen eller inte publicerad. Välj en version som gäller."
            )


class DeadlineForm(RtForm):
    """Another last day."""

    deadline = SwedishDateField(label="Klar senast")


class SheetRatingForm(RtForm):
    """One person's view of a criterion."""

    step = forms.ModelChoiceField(label="Nivå", queryset=ScaleStep.objects.none(), required=False)
    comment = forms.CharField(
        label="Vad bygger du det på?",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=1000,
    )

    def __init__(self, *args: Any, version: MatrixVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["step"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = version.steps.all()


class TeamForm(RtForm):
    """A team that rates together."""

    name = forms.CharField(label="Arbetslagets namn", max_length=80)


class RatingForm(RtForm):
    """What a team or the unit says of a criterion."""

    step = forms.ModelChoiceField(
        label="Nivå",
        queryset=ScaleStep.objects.none(),
        required=False,
        widget=forms.RadioSelect,
        empty_label="Inte skattat än",
    )
    grounds = forms.CharField(
        label="Grunder",
        widget=forms.Textarea,
        required=False,
        max_length=4000,
        help_text="Vad ni har sett som gör att ni väljer den nivån. Inga namn.",
    )
    revision = RevisionField()

    def __init__(
        self, *args: Any, version: MatrixVersion, texts: dict[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["step"]
        assert isinstance(field, forms.ModelChoiceField)
        steps = list(version.steps.all())
        field.queryset = version.steps.all()
        # The level with its description: what is chosen is read where it is chosen.
        field.choices = [
            ("", "Inte skattat än"),
            *(
                (step.pk, f"{step.label}: {texts[step.pk]}" if texts.get(step.pk) else step.label)
                for step in steps
            ),
        ]


class EvidenceForm(RtForm):
    """What a rating rests on: one of the unit's goals, indicators or reports."""

    what = forms.ChoiceField(label="Underlag")

    def __init__(self, *args: Any, choices: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Välj …"), *choices]
