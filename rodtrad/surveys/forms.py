"""Forms for making surveys and for writing in the log of participation."""

from typing import Any

from django import forms

from rodtrad.core.forms import RevisionField, RtForm, SwedishDateField
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.models import Unit
from rodtrad.surveys.models import Audience, Question, Scale, Survey
from rodtrad.surveys.participation import GROUPS


class UnitChoice(forms.ModelMultipleChoiceField[Unit]):
    """Units by name."""

    def label_from_instance(self, obj: Any) -> str:
        """The unit's name."""
        return str(obj.name)


class SurveyForm(RtForm):
    """What a survey says of itself."""

    is_about_people = False

    title = forms.CharField(label="Rubrik", max_length=150)
    audience = forms.ChoiceField(label="Vilka svarar?", choices=Audience.choices)
    units = UnitChoice(
        label="Var besvaras den?",
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Varje enhet får en egen länk.",
    )
    opens = SwedishDateField(label="Öppnar")
    closes = SwedishDateField(label="Sista dag att svara")
    access = forms.ChoiceField(
        label="Hur kommer man in?", choices=Survey.Access.choices, widget=forms.RadioSelect
    )
    intro = forms.CharField(
        label="Inledning",
        widget=forms.Textarea,
        required=False,
        max_length=2000,
        help_text="Vad svaren ska användas till och när man får veta vad de ledde till.",
    )
    smallest_group = forms.IntegerField(
        label="Minsta grupp som visas",
        min_value=5,
        max_value=50,
        initial=5,
        help_text="Resultat från färre än så visas aldrig, inte heller genom en summa.",
    )
    previous = forms.ModelChoiceField(
        label="Jämförs med",
        queryset=Survey.objects.none(),
        required=False,
        empty_label="Ingen tidigare enkät",
    )
    revision = RevisionField()

    sections = [
        ("Enkäten", ["title", "audience", "units", "opens", "closes"]),
        ("Mer", ["intro", "access", "smallest_group", "previous"]),
    ]
    folded = ("Mer",)
    more_help = {
        "access": "Med samma länk för alla är det enklast att svara. Med engångskoder svarar ingen "
        "två gånger; det sparas inte vem som fick vilken kod."
    }

    def __init__(
        self, *args: Any, units: Any, earlier: Any, is_new: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]  # a model field
        self.fields["previous"].queryset = earlier  # type: ignore[attr-defined]  # a model field
        if is_new:
            del self.fields["revision"]


class QuestionForm(RtForm):
    """A question of one's own."""

    is_about_people = False

    kind = forms.ChoiceField(
        label="Slag av fråga", choices=Question.Kind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label="Fråga", max_length=400)
    area = forms.CharField(
        label="Område",
        max_length=80,
        required=False,
        help_text="Frågor i samma område visas tillsammans, med ett index.",
    )
    scale = forms.ModelChoiceField(
        label="Svar att välja på",
        queryset=Scale.objects.all(),
        required=False,
        help_text="För en fråga med svarsskala.",
    )
    reversed = forms.BooleanField(
        label="Omvänd fråga: de sista svaren är de goda",
        required=False,
        help_text="Till exempel ”Är du rädd i skolan?”. Bara för en fråga med svarsskala.",
    )
    choices = forms.CharField(
        label="Grupper",
        widget=forms.Textarea,
        required=False,
        help_text="För en grupp att dela upp svaren på: en på varje rad, till exempel årskurser.",
    )
    indicator = forms.ModelChoiceField(
        label="Ger värde till indikatorn",
        queryset=Indicator.objects.none(),
        required=False,
        empty_label="Ingen",
        help_text="Andelen positiva svar på frågans skala, med antal, för varje enhet och läsåret.",
    )

    sections = [("", ["text", "kind", "scale", "reversed", "choices", "area", "indicator"])]

    def __init__(
        self, *args: Any, indicators: Any, question: Question | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = indicators  # type: ignore[attr-defined]  # a model field
        if question is None:
            return
        for name in ("kind", "scale", "choices"):
            del self.fields[name]
        if question.kind != Question.Kind.SCALE:
            for name in ("reversed", "indicator"):
                del self.fields[name]

    def clean(self) -> dict[str, Any] | None:
        """Cut the groups into lines; a question without a scale is neither reversed nor feeds."""
        cleaned = super().clean() or {}
        for name, nothing in (("reversed", False), ("indicator", None)):
            if name not in self.fields:
                cleaned[name] = nothing
        if "choices" in self.fields:
            cleaned["choices"] = str(cleaned.get("choices") or "").splitlines()
        return cleaned


class QuestionChoice(forms.ModelMultipleChoiceField[Question]):
    """Questions by their words, and those that are reversed marked so."""

    def label_from_instance(self, obj: Any) -> str:
        """As "Känner du dig rädd? (omvänd)"."""
        return f"{obj.text} (omvänd)" if obj.reversed else str(obj.text)


class IndexForm(RtForm):
    """Which questions an index is of, and what it feeds."""

    name = forms.CharField(label="Namn", max_length=80, help_text="Till exempel: Trygghet.")
    questions = QuestionChoice(
        label="Frågor som räknas ihop",
        queryset=Question.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Minst två. I en omvänd fråga räknas de sista svaren som positiva.",
    )
    indicator = forms.ModelChoiceField(
        label="Ger värde till indikatorn",
        queryset=Indicator.objects.none(),
        required=False,
        empty_label="Ingen",
        help_text="Andelen positiva svar av alla svar med en åsikt, för varje enhet och läsåret.",
    )

    def __init__(self, *args: Any, questions: Any, indicators: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].queryset = questions  # type: ignore[attr-defined]  # a model field
        self.fields["indicator"].queryset = indicators  # type: ignore[attr-defined]  # a model field


class CopyForm(RtForm):
    """When the same survey is answered once more."""

    opens = SwedishDateField(label="Öppnar")
    closes = SwedishDateField(label="Sista dag att svara")


class HideForm(RtForm):
    """Why a free text is hidden."""

    because = forms.CharField(
        label="Varför ska svaret döljas?",
        max_length=200,
        help_text="Till exempel: pekar ut en person. Svaret finns kvar men visas inte.",
    )


class ParticipationForm(RtForm):
    """How a group took part: how many, never who."""

    audience = forms.ChoiceField(label="Vilka var med?")
    on = SwedishDateField(label="När")
    what = forms.CharField(
        label="Vad", max_length=200, help_text="Till exempel: elevråd om skolgården."
    )
    took_part = forms.IntegerField(label="Hur många var med?", min_value=0, required=False)
    group_size = forms.IntegerField(label="Av hur många?", min_value=0, required=False)
    how = forms.CharField(label="Hur var de med?", widget=forms.Textarea, required=False)
    said = forms.CharField(
        label="Vad sade de?",
        widget=forms.Textarea,
        required=False,
        help_text="Inga namn och inget som visar vem någon är.",
    )
    led_to = forms.CharField(label="Vad ledde det till?", widget=forms.Textarea, required=False)
    revision = RevisionField()

    sections = [
        ("", ["audience", "on", "what", "took_part", "group_size"]),
        ("Mer", ["how", "said", "led_to"]),
    ]

    def __init__(self, *args: Any, unit: Unit, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = GROUPS.get(Unit.Kind(unit.kind), ())
        # The groups that the law asks of such a unit stand first; nobody is chosen beforehand.
        groups = [*asked, *(one for one in Audience if one not in asked)]
        self.fields["audience"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", "Välj grupp"),
            *((one.value, one.label) for one in groups),
        ]
        if is_new:
            del self.fields["revision"]
