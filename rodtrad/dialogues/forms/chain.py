"""What people fill in about a unit's questions."""

from django import forms

from rodtrad.core.forms import RevisionField, RtForm


class MatterForm(RtForm):
    """A question that the unit raises."""

    text = forms.CharField(
        label="Vad behöver förvaltningen eller nämnden ta upp?",
        widget=forms.Textarea,
        max_length=500,
        help_text="Skriv inga namn. Frågan finns med i förvaltningens dialog med er.",
    )
    revision = RevisionField(required=False)


class MatterAnswerForm(RtForm):
    """What the administration answers."""

    answer = forms.CharField(
        label="Svar till enheten",
        widget=forms.Textarea,
        max_length=5_000,
        help_text="Vad ni gör åt det, när, eller varför inte. Rektor får ett meddelande.",
    )
    revision = RevisionField(required=False)
