"""Forms for a whole wheel: what it sets aside, what has changed, and adopting it."""

from typing import Any

from django import forms

from rodtrad.core.forms import RevisionField, RtForm, SwedishDateField
from rodtrad.yearwheel.models import Wheel, WheelKind


class WheelForm(RtForm):
    """What a draft says of itself."""

    learning_count = forms.IntegerField(
        label="Ledarforum för kollegialt lärande",
        min_value=0,
        max_value=60,
        required=False,
        help_text="Så många ledarforum som läsåret ska ha till kollegialt lärande.",
    )
    analysis_count = forms.IntegerField(
        label="Ledarforum för uppföljning och analys av indikatorer",
        min_value=0,
        max_value=60,
        required=False,
    )
    note = forms.CharField(
        label="Vad som ändrats",
        widget=forms.Textarea,
        required=False,
        help_text="Läses av dem som jämför versionerna.",
    )
    revision = RevisionField()

    def __init__(self, *args: Any, wheel: Wheel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if wheel.kind.code != WheelKind.SKA:
            # Only the SKA wheel sets ledarforum aside (§ 3.2.1).
            del self.fields["learning_count"], self.fields["analysis_count"]


class AdoptForm(RtForm):
    """From which day the wheel holds."""

    on = SwedishDateField(label="Fastställt den")
