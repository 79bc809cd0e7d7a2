"""Forms of the analysis day."""

from collections.abc import Sequence
from typing import Any

from django import forms

from rodtrad.accounts.models import User
from rodtrad.core.forms import RevisionField, RtForm, SwedishDateField
from rodtrad.goals.day_board import units_led
from rodtrad.goals.models import DayNote, Goal
from rodtrad.organisation.models import SchoolYear, Unit


class DayForm(RtForm):
    """Which day, and which school year it looks back on."""

    title = forms.CharField(label="Namn", max_length=150)
    unit = forms.ModelChoiceField(
        label="För", queryset=Unit.objects.none(), help_text="Alla enheter under är med."
    )
    school_year = forms.ModelChoiceField(
        label="Läsår som analyseras", queryset=SchoolYear.objects.order_by("-start")
    )
    on = SwedishDateField(label="Dag")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """A form for who leads."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_led(user)  # type: ignore[attr-defined]  # a model choice


class NoteForm(RtForm):
    """A strength or a challenge, in one sentence."""

    unit = forms.ModelChoiceField(
        label="Enhet", queryset=Unit.objects.none(), empty_label="Välj enhet"
    )
    goal = forms.ModelChoiceField(
        label="Gemensamt mål",
        queryset=Goal.objects.none(),
        required=False,
        empty_label="Något annat",
    )
    kind = forms.ChoiceField(
        label="Slag",
        choices=DayNote.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om det är en styrka eller en utmaning."},
    )
    text = forms.CharField(
        label="Vad ser ni?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="En sak i taget, så kan den sorteras med andras.",
    )

    def __init__(
        self, *args: Any, units: Sequence[Unit], goals: Sequence[Goal], **kwargs: Any
    ) -> None:
        """A form for who may write for the units, about one of the goals."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])  # type: ignore[attr-defined]  # a model choice
        self.fields["goal"].queryset = Goal.objects.filter(pk__in=[goal.pk for goal in goals])  # type: ignore[attr-defined]  # a model choice
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial.setdefault("unit", units[0].pk)


class NoteEditForm(RtForm):
    """What a note says."""

    kind = forms.ChoiceField(label="Slag", choices=DayNote.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Vad ser ni?", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    revision = RevisionField()


class ThemeForm(RtForm):
    """What several notes have in common."""

    title = forms.CharField(label="Mönster", max_length=200)
    why = forms.CharField(
        label="Vad visar anteckningarna?",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class ThemeEditForm(ThemeForm):
    """A theme that somebody else may be changing too."""

    revision = RevisionField()
