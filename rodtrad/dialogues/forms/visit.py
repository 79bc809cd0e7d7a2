"""Forms of the administration's visits."""

from collections.abc import Iterable
from typing import Any

from django import forms

from rodtrad.accounts.models import User
from rodtrad.core.forms import DecimalCommaField, RevisionField, RtForm, SwedishDateField
from rodtrad.dialogues.models import Commitment, VisitParticipant
from rodtrad.organisation.models import SchoolYear, Unit


class ClockField(forms.TimeField):
    """A time of day, as the browser chooses it or as "9.30"."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%H:%M", "%H.%M", "%H:%M:%S"])
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Skriv en tid, till exempel 9.30."


class VisitRoundForm(RtForm):
    """A round of visits to all units."""

    unit = forms.ModelChoiceField(
        label="Alla enheter under", queryset=Unit.objects.none(), empty_label=None
    )
    school_year = forms.ModelChoiceField(
        label="Läsår",
        queryset=SchoolYear.objects.filter(closed_at__isnull=True).order_by("-start"),
        empty_label=None,
    )
    starts = SwedishDateField(label="Första dag för besök")
    ends = SwedishDateField(label="Sista dag för besök")
    minutes = DecimalCommaField(
        label="Minuter för ett besök", whole=True, min_value=30, max_value=480
    )
    message = forms.CharField(
        label="Till enheterna",
        widget=forms.Textarea,
        required=False,
        max_length=4000,
        help_text="Vad dialogen ska handla om och hur man förbereder sig.",
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])


class SlotForm(RtForm):
    """When and where a visit is."""

    on = SwedishDateField(label="Dag", required=False)
    begins = ClockField(label="Börjar", required=False)
    place = forms.CharField(label="Plats", max_length=120, required=False)


class PeopleForm(RtForm):
    """Who is to be at a visit, and for which part."""

    def __init__(self, *args: Any, people: Iterable[User], now: dict[int, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = list(people)
        for user in self.people:
            label = f"{user.name}, {user.title}" if user.title else user.name
            self.fields[f"part_{user.pk}"] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[("", "Är inte med"), *VisitParticipant.Part.choices],
                initial=now.get(user.pk, ""),
            )
            self.fields[f"part_{user.pk}"].widget.attrs["class"] = "ds-input"

    def chosen(self) -> dict[User, str]:
        """Who was chosen, and for which part."""
        return {
            user: self.cleaned_data[f"part_{user.pk}"]
            for user in self.people
            if self.cleaned_data[f"part_{user.pk}"]
        }


class PrepareForm(RtForm):
    """What the unit wants to tell and discuss."""

    wants_to_tell = forms.CharField(
        label="Det här vill vi berätta om",
        widget=forms.Textarea,
        required=False,
        max_length=8000,
    )
    wants_to_discuss = forms.CharField(
        label="Det här vill vi resonera kring",
        widget=forms.Textarea,
        required=False,
        max_length=8000,
        help_text="En fråga där ni behöver varandras tankar ger mer än en redovisning.",
    )
    ready = forms.BooleanField(
        label="Vi är förberedda: förvaltningen kan läsa",
        required=False,
        help_text="Till dess ser bara ni det som står här.",
    )
    revision = RevisionField()


class NotesForm(RtForm):
    """The visitors' notes, kept as they are typed."""

    notes = forms.CharField(
        label="Anteckningar", widget=forms.Textarea, required=False, max_length=20_000
    )
    revision = RevisionField()


class HoldForm(RtForm):
    """That the visit has been held, and how many children or pupils took part."""

    on = SwedishDateField(label="Dag")
    children = DecimalCommaField(
        label="Barn eller elever som var med",
        whole=True,
        required=False,
        min_value=0,
        max_value=500,
        help_text="Bara antalet, inga namn.",
    )
    children_asked = DecimalCommaField(
        label="Av så många som tillfrågades",
        whole=True,
        required=False,
        min_value=0,
        max_value=5000,
    )


class FeedbackForm(RtForm):
    """The feedback to the unit."""

    feedback = forms.CharField(
        label="Återkoppling till enheten",
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=8000,
    )
    send = forms.BooleanField(
        label="Lämna återkopplingen nu",
        required=False,
        help_text="Enheten kan då läsa återkopplingen och anteckningarna.",
    )
    revision = RevisionField()


class CancelForm(RtForm):
    """Why a visit is called off."""

    why = forms.CharField(label="Varför ställs besöket in?", widget=forms.Textarea, max_length=1000)


class CommitmentForm(RtForm):
    """What one side takes on."""

    side = forms.ChoiceField(
        label="Vem åtar sig?", choices=Commitment.Side.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label="Åtagande", max_length=500, widget=forms.Textarea)
    responsible = forms.ModelChoiceField(
        label="Ansvarig", queryset=User.objects.none(), required=False, empty_label="Ingen än"
    )
    due = SwedishDateField(label="Följs upp senast")
    revision = RevisionField(required=False)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["responsible"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(pk__in=[one.pk for one in people]).order_by("name")


class FollowUpForm(RtForm):
    """What became of a commitment."""

    state = forms.ChoiceField(
        label="Hur gick det?", choices=Commitment.State.choices, widget=forms.RadioSelect
    )
    outcome = forms.CharField(
        label="Vad det blev av", widget=forms.Textarea, required=False, max_length=2000
    )
    revision = RevisionField()


class AppraisalForm(RtForm):
    """The day of the appraisal talk, and with whom."""

    other = forms.ModelChoiceField(label="Med", queryset=User.objects.none(), empty_label=None)
    on = SwedishDateField(
        label="Dag", required=False, help_text="Lämna tomt för att ta bort dagen."
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(pk__in=[one.pk for one in people]).order_by("name")
