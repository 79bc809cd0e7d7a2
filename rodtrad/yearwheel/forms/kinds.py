"""Forms for kinds of wheels, rings and the numbers of the alignment."""

from collections.abc import Sequence
from typing import Any

from django import forms

from rodtrad.core.forms import RtForm
from rodtrad.yearwheel.models import AlignmentNumber, Ring, WheelKind


class NewKindForm(RtForm):
    """A further kind of wheel."""

    is_about_people = False

    name = forms.CharField(label="Namn", max_length=60)
    purpose = forms.CharField(label="Vad hjulet är till för", widget=forms.Textarea, required=False)
    scope = forms.ChoiceField(
        label="Vems hjulet är",
        choices=WheelKind.Scope.choices,
        help_text="Kan inte ändras sedan.",
    )
    calendar = forms.ChoiceField(
        label="År", choices=WheelKind.Calendar.choices, help_text="Kan inte ändras sedan."
    )


class KindForm(RtForm):
    """What a kind of wheel is called."""

    is_about_people = False

    name = forms.CharField(label="Namn", max_length=60)
    purpose = forms.CharField(label="Vad hjulet är till för", widget=forms.Textarea, required=False)
    position = forms.IntegerField(label="Ordning", min_value=0, max_value=999)
    retired = forms.BooleanField(
        label="Används inte längre",
        required=False,
        help_text="Hjul som finns står kvar, men inga nya kan göras.",
    )


class RingForm(RtForm):
    """A ring's name, look and place."""

    name = forms.CharField(label="Namn", max_length=50)
    look = forms.TypedChoiceField(label="Färg och mönster", choices=Ring.Look.choices, coerce=int)
    position = forms.IntegerField(
        label="Ordning inifrån",
        min_value=0,
        max_value=99,
        help_text="Lägst tal ligger innerst.",
    )
    retired = forms.BooleanField(
        label="Används inte längre",
        required=False,
        help_text="Punkter som finns står kvar, men inga nya kan läggas här.",
    )

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["retired"]


class NumbersForm(RtForm):
    """The numbers that wheels are measured against, a field for each."""

    def __init__(self, *args: Any, numbers: Sequence[AlignmentNumber], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in numbers:
            self.fields[number.code] = forms.IntegerField(
                label=number.name,
                min_value=0,
                max_value=52,
                initial=number.value,
                help_text=number.reason,
                widget=forms.NumberInput(attrs={"class": "ds-input", "inputmode": "numeric"}),
            )
