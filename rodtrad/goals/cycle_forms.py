"""Forms of the cycle: an answer in place of a step, remedies and deficiencies."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from rodtrad.accounts.models import User
from rodtrad.core.forms import RevisionField, RtForm, SwedishDateField
from rodtrad.goals.forms import PersonChoice, people_at
from rodtrad.goals.models import Deficiency, Remedy, StepAnswer
from rodtrad.goals.remedies import DeficiencyNote, RemedyPlan
from rodtrad.organisation.models import Unit
from rodtrad.steering.models import Requirement

_NO_CHILD = (
    "Skriv om verksamheten, aldrig om ett barn, en elev eller en anmälare. Ärendet självt finns i "
    "diariet."
)


class StepAnswerForm(RtForm):
    """That a step does not apply or that nothing deviates, and why."""

    answer = forms.ChoiceField(
        label="Svar",
        choices=StepAnswer.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett svar."},
    )
    why = forms.CharField(
        label="Varför?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="En mening räcker: den som leder ska förstå svaret utan att fråga.",
    )


class RemedyForm(RtForm):
    """What is to be done, by whom, when its effect is judged and what effect is expected."""

    title = forms.CharField(
        label="Åtgärd", max_length=200, help_text="Vad ni ska göra, i en mening."
    )
    description = forms.CharField(
        label="Hur ni gör", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    expected_effect = forms.CharField(
        label="Förväntad effekt",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Vad ska vara annorlunda för barnen eller eleverna, och hur ser ni det?",
    )
    responsible = PersonChoice(
        label="Ansvarig",
        queryset=User.objects.none(),
        empty_label="Välj vem som ansvarar",
        error_messages={"required": "Välj vem som ansvarar för åtgärden."},
    )
    decided_on = SwedishDateField(label="Beslutad den")
    due = SwedishDateField(
        label="Effekten bedöms senast",
        help_text="Den dagen frågar Rödtråd vilken effekt åtgärden fick.",
    )
    revision = RevisionField()

    sections: Sequence[tuple[str, list[str]]] = [
        ("Vad ni ska göra", ["title", "description", "expected_effect"]),
        ("Vem och när", ["responsible", "decided_on", "due"]),
    ]
    more_help = {
        "expected_effect": "4 kap. 3 § skollagen: huvudmannen ska utifrån analysen genomföra "
        "insatser i syfte att utveckla utbildningen. Skriv effekten så att det går att se om den "
        "kom."
    }

    def __init__(self, *args: Any, unit: Unit, today: date, **kwargs: Any) -> None:
        """A form for a remedy of a unit."""
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = people_at(unit, today=today)  # type: ignore[attr-defined]  # a model choice

    def clean(self) -> dict[str, Any]:
        """The effect is judged after the decision."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        decided, due = cleaned.get("decided_on"), cleaned.get("due")
        if decided and due and due < decided:
            raise ValidationError({"due": "Effekten kan inte bedömas innan åtgärden beslutas."})
        return cleaned

    @property
    def plan(self) -> RemedyPlan:
        """What the action takes."""
        names = ("title", "description", "expected_effect", "responsible", "decided_on", "due")
        return RemedyPlan(**{name: self.cleaned_data[name] for name in names})


class EffectForm(RtForm):
    """Which effect a remedy had."""

    outcome = forms.ChoiceField(
        label="Vilken effekt fick åtgärden?",
        choices=Remedy.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vilken effekt åtgärden fick."},
    )
    effect = forms.CharField(
        label="Hur ser ni det?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Vad har ändrats för barnen eller eleverna? Genomfördes den inte: varför?",
    )
    on = SwedishDateField(label="Bedömd den")
    revision = RevisionField()


class DeficiencyForm(RtForm):
    """What falls short, how it was found and by when it is to be mended."""

    title = forms.CharField(label="Brist", max_length=200, help_text=_NO_CHILD)
    description = forms.CharField(
        label="Vad är det som brister?", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    source = forms.ChoiceField(
        label="Upptäckt genom",
        choices=Deficiency.Source.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur bristen upptäcktes."},
    )
    requirement = forms.ModelChoiceField(
        label="Krav som inte uppfylls",
        queryset=Requirement.objects.none(),
        required=False,
        empty_label="Inget särskilt krav",
    )
    registry_number = forms.CharField(
        label="Diarienummer",
        max_length=60,
        required=False,
        help_text="Om det finns ett ärende, till exempel ett klagomål.",
    )
    responsible = PersonChoice(
        label="Ansvarig", queryset=User.objects.none(), required=False, empty_label="Ingen utsedd"
    )
    found_on = SwedishDateField(label="Upptäckt den")
    due = SwedishDateField(label="Ska vara avhjälpt senast", required=False)
    revision = RevisionField()

    sections: Sequence[tuple[str, list[str]]] = [
        ("Vad som brister", ["title", "description", "source"]),
        ("Krav och ärende", ["requirement", "registry_number"]),
        ("Vem och när", ["responsible", "found_on", "due"]),
    ]

    def __init__(self, *args: Any, unit: Unit, user: User, today: date, **kwargs: Any) -> None:
        """A form for a deficiency at a unit."""
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = people_at(unit, today=today)  # type: ignore[attr-defined]  # a model choice
        offered = Requirement.objects.open_to(user, "read_adopted").citable().about(unit)
        self.fields["requirement"].queryset = Requirement.objects.filter(  # type: ignore[attr-defined]  # a model choice
            # What was chosen once stays so.
            Q(pk__in=offered.order_by().values("pk")) | Q(pk=self.initial.get("requirement"))
        ).select_related("document")

    def clean(self) -> dict[str, Any]:
        """It is mended after it was found."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        found, due = cleaned.get("found_on"), cleaned.get("due")
        if found and due and due < found:
            raise ValidationError({"due": "Bristen kan inte vara avhjälpt innan den upptäcktes."})
        return cleaned

    @property
    def note(self) -> DeficiencyNote:
        """What the action takes."""
        names = (
            *("title", "description", "source", "requirement", "registry_number"),
            *("responsible", "found_on", "due"),
        )
        return DeficiencyNote(**{name: self.cleaned_data[name] for name in names})


class DeficiencyCloseForm(RtForm):
    """How and why a deficiency is closed."""

    ending = forms.ChoiceField(
        label="Bristen är",
        choices=Deficiency.Ending.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur bristen avslutas."},
    )
    reason = forms.CharField(
        label="Varför kan den avslutas?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Vad har ändrats, och hur vet ni det?",
    )
    on = SwedishDateField(label="Avslutad den")
