"""What people fill in about the board's dialogues."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from rodtrad.accounts.models import User
from rodtrad.core.forms import RevisionField, RichTextField, RtForm, SwedishDateField
from rodtrad.dialogues.models import BoardDialogue, Topic
from rodtrad.goals.models import Goal
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report


def _clock(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        error_messages={"invalid": "Skriv ett klockslag, till exempel 13.30."},
    )


def _set_rows(field: forms.Field, rows: Any) -> None:
    """Give a choice among rows its rows."""
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows


class People(forms.ModelMultipleChoiceField[User]):
    """Some of the people."""

    def label_from_instance(self, obj: Any) -> str:
        """As "Eva Holm, rektor"."""
        return f"{obj.name}, {obj.title}" if obj.title else str(obj.name)


class OnePerson(forms.ModelChoiceField[User]):
    """One of the people."""

    def label_from_instance(self, obj: Any) -> str:
        """As "Eva Holm, rektor"."""
        return f"{obj.name}, {obj.title}" if obj.title else str(obj.name)


class Reports(forms.ModelMultipleChoiceField[Report]):
    """Some adopted reports."""

    def label_from_instance(self, obj: Any) -> str:
        """As "Västerportskolan, 2025/26"."""
        return f"{obj.unit.name}, {obj.school_year}"


class TopicForm(RtForm):
    """A topic that somebody proposes."""

    title = forms.CharField(label="Ämne", max_length=200)
    why = forms.CharField(
        label="Varför behöver nämnden tala om det?",
        widget=forms.Textarea,
        max_length=5_000,
        help_text="En utmaning eller angelägenhet hämtad från verksamheten.",
    )
    at_sitting = forms.BooleanField(label="Lämnat vid sittande möte", required=False)
    revision = RevisionField(required=False)


class AgreeForm(RtForm):
    """The topics that the board agrees on."""

    topics = forms.ModelMultipleChoiceField(
        queryset=Topic.objects.none(),
        label="Ämnen",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj de ämnen som nämnden enades om."},
    )
    on = SwedishDateField(label="Nämnden enades den")
    note = forms.CharField(
        label="Hur nämnden resonerade",
        widget=forms.Textarea,
        max_length=5_000,
        required=False,
        help_text="Den som föreslog ett ämne som inte valdes kan läsa det.",
    )

    def __init__(self, *args: Any, topics: QuerySet[Topic], **kwargs: Any) -> None:
        """Make the form."""
        super().__init__(*args, **kwargs)
        _set_rows(self.fields["topics"], topics)


class SittingForm(RtForm):
    """When a topic is talked about: at one of the board's meetings, else on a day."""

    meeting = forms.ChoiceField(
        label="Nämndens möte",
        error_messages={"invalid_choice": "Välj ett av nämndens kommande möten."},
    )
    on = SwedishDateField(label="Nämndens möte")
    starts = _clock("Dialogen börjar")
    place = forms.CharField(label="Plats", max_length=120, required=False)

    def __init__(self, *args: Any, meetings: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Make the form.

        Args:
            meetings: the board's coming meetings; none when they are kept elsewhere.
        """
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        if meetings and isinstance(field, forms.ChoiceField):
            field.choices = [("", "Välj möte"), *meetings]
            del self.fields["on"], self.fields["place"]
        else:
            del self.fields["meeting"]


class BriefForm(RtForm):
    """The administration's text."""

    text = RichTextField(
        label="Förvaltningens underlag",
        help_text="Vad är läget, vad vet vi om orsakerna, och vad behöver nämnden tala om? Fakta "
        "om mål, nyckeltal och rapporter läggs till av systemet.",
    )
    revision = RevisionField()


class MaterialForm(RtForm):
    """What the brief gives facts of."""

    goals = forms.ModelMultipleChoiceField(
        queryset=Goal.objects.none(),
        label="Förvaltningsgemensamma mål",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    indicators = forms.ModelMultipleChoiceField(
        queryset=Indicator.objects.none(),
        label="Indikatorer",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reports = Reports(
        queryset=Report.objects.none(),
        label="Fastställda rapporter",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        goals: QuerySet[Goal],
        indicators: QuerySet[Indicator],
        reports: QuerySet[Report],
        **kwargs: Any,
    ) -> None:
        """Make the form."""
        super().__init__(*args, **kwargs)
        for name, rows in (("goals", goals), ("indicators", indicators), ("reports", reports)):
            _set_rows(self.fields[name], rows)


class SummonsForm(RtForm):
    """Who is called."""

    people = People(
        queryset=User.objects.none(),
        label="Vilka ska vara med?",
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label="Vad väntas de bidra med?",
        widget=forms.Textarea,
        max_length=2_000,
        required=False,
        help_text="De läser det i kallelsen.",
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        """Make the form."""
        super().__init__(*args, **kwargs)
        _set_rows(self.fields["people"], people)


class OutcomeForm(RtForm):
    """What came out of a dialogue."""

    held_on = SwedishDateField(label="Genomförd den")
    said = RichTextField(label="Vad kom fram?")
    led_to = RichTextField(label="Vad ledde det till?", required=False)
    revision = RevisionField()


class FollowUpForm(RtForm):
    """Something to be done by a day."""

    what = forms.CharField(label="Vad ska göras?", max_length=300)
    responsible = OnePerson(
        queryset=User.objects.none(),
        label="Ansvarig",
        required=False,
        empty_label="Ingen utsedd",
    )
    due = SwedishDateField(label="Följs upp senast")

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        """Make the form."""
        super().__init__(*args, **kwargs)
        _set_rows(self.fields["responsible"], people)


class FinishForm(RtForm):
    """What came of it."""

    outcome = forms.CharField(label="Vad blev det?", widget=forms.Textarea, max_length=5_000)
    revision = RevisionField(required=False)


class BoardAnswerForm(RtForm):
    """The board's answer to units."""

    answer = forms.CharField(
        label="Nämndens svar till enheterna",
        widget=forms.Textarea,
        max_length=5_000,
        help_text="Vad nämnden tog med sig, vad den gör, och varför. Enheterna läser det på sin "
        "sida ”Vad det ledde till”.",
    )
    units = forms.ModelMultipleChoiceField(
        queryset=Unit.objects.none(),
        label="Vilka enheter får svaret?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="De enheter som underlaget kom från är förvalda.",
    )
    everybody = forms.BooleanField(label="Alla förskolor och skolor", required=False)
    revision = RevisionField(required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        """Make the form."""
        super().__init__(*args, **kwargs)
        _set_rows(self.fields["units"], units)


class MemberVisitForm(RtForm):
    """A visit that the members are offered."""

    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(), label="Enhet", empty_label="Välj enhet"
    )
    on = SwedishDateField(label="Dag")
    starts = _clock("Börjar")
    places = forms.IntegerField(
        label="Platser",
        min_value=1,
        max_value=30,
        initial=4,
        error_messages={
            "min_value": "Skriv mellan 1 och 30 platser.",
            "max_value": "Skriv mellan 1 och 30 platser.",
        },
    )
    dialogue = forms.ModelChoiceField(
        queryset=BoardDialogue.objects.none(),
        label="Hör till dialogen om",
        required=False,
        empty_label="Ingen särskild",
    )
    about = forms.CharField(
        label="Vad får ledamöterna se?", widget=forms.Textarea, max_length=2_000, required=False
    )
    revision = RevisionField(required=False)

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Unit],
        dialogues: QuerySet[BoardDialogue],
        **kwargs: Any,
    ) -> None:
        """Make the form."""
        super().__init__(*args, **kwargs)
        _set_rows(self.fields["unit"], units)
        _set_rows(self.fields["dialogue"], dialogues)


class CancelVisitForm(RtForm):
    """Why a visit is called off."""

    why = forms.CharField(
        label="Varför ställs besöket in?", widget=forms.Textarea, max_length=1_000
    )


class RuleForm(RtForm):
    """How many topics, and how long."""

    fewest = forms.IntegerField(label="Minst antal ämnen", min_value=1, max_value=12)
    most = forms.IntegerField(label="Högst antal ämnen", min_value=1, max_value=12)
    minutes = forms.IntegerField(label="Minuter för en dialog", min_value=15, max_value=240)


def chosen_ids(rows: Sequence[Any]) -> list[int]:
    """The numbers of rows, as a form's initial value wants them."""
    return [row.pk for row in rows]
