"""Forms for practices, trials and references."""

from typing import Any

from django import forms

from rodtrad.core.forms import RevisionField, RtForm, SwedishDateField
from rodtrad.evidence.models import (
    PracticeReview,
    Reference,
    Theme,
    Trial,
)
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Activity
from rodtrad.organisation.models import SchoolForm


class PracticeForm(RtForm):
    """A practice, described so that a colleague can try it."""

    title = forms.CharField(label="Vad är det?", max_length=200)
    problem = forms.CharField(
        label="Vilket problem möter det?", widget=forms.Textarea, required=False
    )
    how = forms.CharField(
        label="Så gör man",
        widget=forms.Textarea,
        required=False,
        help_text="Så att en kollega kan pröva det utan att fråga.",
    )
    context = forms.CharField(
        label="I vilket sammanhang?",
        widget=forms.Textarea,
        required=False,
        help_text="Åldrar, grupper och förutsättningar.",
    )
    grounds = forms.CharField(label="Vad vilar det på?", widget=forms.Textarea, required=False)
    lessons = forms.CharField(label="Vad har vi lärt oss?", widget=forms.Textarea, required=False)
    themes = forms.ModelMultipleChoiceField(
        label="Teman",
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    school_forms = forms.ModelMultipleChoiceField(
        label="Skolformer",
        queryset=SchoolForm.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = RevisionField()

    sections = [
        ("", ["title", "problem", "how", "context"]),
        ("Mer", ["grounds", "lessons", "themes", "school_forms"]),
    ]

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["revision"]


class TrialForm(RtForm):
    """Which activity is a trial."""

    activity = forms.ModelChoiceField(
        label="Vilken aktivitet prövar det?",
        queryset=Activity.objects.none(),
        empty_label="Välj aktivitet",
    )

    def __init__(self, *args: Any, activities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]  # a model field


class EvaluationForm(RtForm):
    """How a trial went."""

    outcome = forms.ChoiceField(
        label="Hur gick det?", choices=Trial.Outcome.choices, widget=forms.RadioSelect
    )
    evaluation = forms.CharField(
        label="Hur vet ni det?",
        widget=forms.Textarea,
        help_text="Vad indikatorn och processdata visar, och vad som talar emot.",
    )
    on = SwedishDateField(label="Utvärderad den")
    revision = RevisionField()


class SharingForm(RtForm):
    """How a practice was spread."""

    how = forms.CharField(
        label="Hur, och till vilka?",
        max_length=300,
        help_text="Till exempel: visades för nätverket, lektionsbesök av tre skolor.",
    )
    on = SwedishDateField(label="När")
    forum = forms.ModelChoiceField(
        label="Forum", queryset=Forum.objects.none(), required=False, empty_label="Inget forum"
    )

    def __init__(self, *args: Any, forums: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["forum"].queryset = forums  # type: ignore[attr-defined]  # a model field


class ReviewForm(RtForm):
    """What a network thinks."""

    verdict = forms.ChoiceField(
        label="Vad anser nätverket?",
        choices=PracticeReview.Verdict.choices,
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label="Varför?", widget=forms.Textarea)
    on = SwedishDateField(label="När")
    forum = forms.ModelChoiceField(
        label="Nätverk", queryset=Forum.objects.none(), empty_label="Välj nätverk"
    )

    def __init__(self, *args: Any, forums: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["forum"].queryset = forums  # type: ignore[attr-defined]  # a model field


class LimitsForm(RtForm):
    """When an experience is called proven."""

    units = forms.IntegerField(label="Enheter där det har fungerat", min_value=2, max_value=50)
    months = forms.IntegerField(
        label="Månader från första prövningen till senaste utvärderingen",
        min_value=6,
        max_value=120,
    )
    share_working = forms.IntegerField(
        label="Andel prövningar som har fungerat, i procent", min_value=50, max_value=100
    )
    revision = RevisionField()


class ReferenceForm(RtForm):
    """A writing."""

    is_about_people = False

    title = forms.CharField(label="Titel", max_length=400)
    authors = forms.CharField(
        label="Författare",
        max_length=400,
        required=False,
        help_text="Åtskilda med semikolon.",
    )
    year = forms.IntegerField(label="År", min_value=1800, max_value=2100, required=False)
    published_in = forms.CharField(label="Tidskrift eller förlag", max_length=200, required=False)
    # Nothing is chosen beforehand: the first of the kinds is also the strongest.
    kind = forms.ChoiceField(
        label="Slag av studie", choices=[("", "Välj slag"), *Reference.Kind.choices]
    )
    doi = forms.CharField(
        label="DOI",
        max_length=150,
        required=False,
        help_text="Till exempel 10.1080/00313831.2020.1739131. Den kan klistras in som adress.",
    )
    url = forms.URLField(label="Adress", max_length=300, required=False, assume_scheme="https")
    summary = forms.CharField(
        label="Vad vi tar med oss",
        widget=forms.Textarea,
        required=False,
        help_text="Med egna ord: vad visar den, för vilka, och hur säkert är det?",
    )
    revision = RevisionField()

    sections = [
        ("", ["title", "authors", "year", "kind", "summary"]),
        ("Var den finns", ["published_in", "doi", "url"]),
    ]

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["revision"]


class BibliographyForm(RtForm):
    """A file of references."""

    is_about_people = False

    file = forms.FileField(
        label="Fil",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".ris,.bib,.txt"}),
        help_text="RIS eller BibTeX, som bibliotek och referensprogram ger.",
    )
    text = forms.CharField(
        label="Eller klistra in innehållet", widget=forms.Textarea, required=False
    )

    def clean(self) -> dict[str, Any] | None:
        """Something must be given, of a size that can be read at once."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None and file.size > 2 * 1024 * 1024:
            self.add_error("file", "Filen är större än 2 MB. Dela upp den.")
        elif file is None and not cleaned.get("text", "").strip() and not self.errors:
            self.add_error("file", "Välj en fil eller klistra in innehållet.")
        return cleaned


class AttachForm(RtForm):
    """Which writing something rests on."""

    reference = forms.ModelChoiceField(
        label="Referens", queryset=Reference.objects.all(), empty_label="Välj referens"
    )
    note = forms.CharField(
        label="På vilket sätt?",
        max_length=300,
        required=False,
        help_text="Till exempel: vi gör som i studien, men med yngre elever.",
    )


class ReadingForm(RtForm):
    """What a forum is to read."""

    forum = forms.ModelChoiceField(label="Forum", queryset=Forum.objects.none())
    due = SwedishDateField(label="Till den", required=False)
    note = forms.CharField(label="Varför just den?", max_length=300, required=False)

    def __init__(self, *args: Any, forums: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["forum"].queryset = forums  # type: ignore[attr-defined]  # a model field
        if len(forums) == 1:
            self.fields["forum"].initial = forums[0].pk


PRACTICE_FIELDS = ("title", "problem", "how", "context", "grounds", "lessons")
REFERENCE_FIELDS = tuple(name for name in ReferenceForm.base_fields if name != "revision")
