"""Forms of meetings, agendas and decisions."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from rodtrad.accounts.models import User
from rodtrad.core.forms import RevisionField, RtForm, SwedishDateField
from rodtrad.forums.forms import ClockField, people_beside
from rodtrad.forums.models import Forum
from rodtrad.meetings.models import AgendaItem, Attendee, Decision, Meeting
from rodtrad.meetings.models.agenda import Purpose
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.steering.models import SteeringDocument


def people_of(forum: Forum, today: date) -> QuerySet[User]:
    """Who can be chosen in a forum: people with a role in the municipality, and its own."""
    own = Q(forum_memberships__forum=forum)
    beside = Q(pk__in=people_beside(forum.unit, today).order_by().values("pk"))
    return User.objects.filter(beside | own, is_active=True).distinct().order_by("name")


class MeetingForm(RtForm):
    """When, where and by whom a meeting is held."""

    kind = forms.ChoiceField(label="Slag", choices=Meeting.Kind.choices)
    title = forms.CharField(
        label="Rubrik",
        max_length=150,
        required=False,
        help_text="Tomt ger forumets namn.",
    )
    on = SwedishDateField(label="Datum")
    starts_at = ClockField(label="Börjar klockan")
    ends_at = ClockField(label="Slutar klockan")
    place = forms.CharField(label="Plats", max_length=150, required=False)
    leader = forms.ModelChoiceField(
        label="Leder mötet", queryset=User.objects.none(), required=False, empty_label="Ingen vald"
    )
    secretary = forms.ModelChoiceField(
        label="För anteckningarna",
        queryset=User.objects.none(),
        required=False,
        empty_label="Ingen vald",
    )
    minutes_kind = forms.ChoiceField(label="Skrivs som", choices=Meeting.Minutes.choices)
    sections = [
        ("När och var", ["kind", "title", "on", "starts_at", "ends_at", "place"]),
        ("Vem som gör vad", ["leader", "secretary", "minutes_kind"]),
    ]

    def __init__(self, *args: Any, forum: Forum, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_of(forum, today)
        self.fields["leader"].queryset = people  # type: ignore[attr-defined]
        self.fields["secretary"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A meeting ends after it begins, the same day."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "Mötet kan inte sluta innan det har börjat.")
        return cleaned


class ChangeMeetingForm(MeetingForm):
    """The same, from a known version; with the reason when it is moved."""

    why = forms.CharField(
        label="Varför det flyttas",
        max_length=200,
        required=False,
        help_text="Behövs bara när ett ordinarie möte flyttas till en annan dag.",
    )
    revision = RevisionField()
    sections = [
        ("När och var", ["kind", "title", "on", "why", "starts_at", "ends_at", "place"]),
        ("Vem som gör vad", ["leader", "secretary", "minutes_kind"]),
    ]


class DayForm(RtForm):
    """What happens with one day of a series instead."""

    what = forms.ChoiceField(
        label="Vad ska hända?",
        choices=[("move", "Flytta mötet"), ("cancel", "Ställ in mötet")],
        widget=forms.RadioSelect,
        initial="move",
    )
    to = SwedishDateField(label="Ny dag", required=False)
    at = ClockField(label="Klockan", required=False, help_text="Tomt ger samma tid som annars.")
    reason = forms.CharField(label="Varför", max_length=200)

    def clean(self) -> dict[str, Any]:
        """A moved meeting has a new day."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("what") == "move" and not cleaned.get("to") and "to" not in self.errors:
            self.add_error("to", "Skriv vilken dag mötet flyttas till.")
        return cleaned


class WhyForm(RtForm):
    """The reason for something."""

    why = forms.CharField(label="Varför", max_length=200)


class PointForm(RtForm):
    """What an item is about."""

    title = forms.CharField(label="Punkt", max_length=200)
    purpose = forms.ChoiceField(label="Syfte", choices=Purpose.choices)
    minutes = forms.IntegerField(
        label="Minuter", min_value=0, max_value=600, initial=10, localize=False
    )
    owner = forms.ModelChoiceField(
        label="Föredrar punkten",
        queryset=User.objects.none(),
        required=False,
        empty_label="Ingen vald",
    )
    text = forms.CharField(
        label="Vad punkten gäller", required=False, widget=forms.Textarea, max_length=5000
    )

    def __init__(self, *args: Any, forum: Forum, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_of(forum, today)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]


class ChangePointForm(PointForm):
    """The same, from a known version."""

    revision = RevisionField()


class ProposalForm(RtForm):
    """What a member wants taken up."""

    title = forms.CharField(label="Punkt", max_length=200)
    purpose = forms.ChoiceField(label="Syfte", choices=Purpose.choices, initial=Purpose.DIALOGUE)
    minutes = forms.IntegerField(
        label="Minuter", min_value=0, max_value=600, initial=10, localize=False
    )
    text = forms.CharField(label="Varför", required=False, widget=forms.Textarea, max_length=5000)


class MaterialForm(RtForm):
    """A page or a file for an item."""

    label = forms.CharField(label="Underlag", max_length=200)
    address = forms.CharField(
        label="Adress",
        max_length=500,
        required=False,
        help_text=(
            "En sida här, till exempel en indikator (/indikatorer/7/), som då visar de senaste "
            "siffrorna. Eller en adress som börjar med https://."
        ),
    )
    file = forms.FileField(
        label="Eller en fil", required=False, help_text="PDF, Word eller OpenDocument, högst 20 MB."
    )

    def clean(self) -> dict[str, Any]:
        """A page or a file, not both."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("address")) == bool(cleaned.get("file")) and not self.errors:
            self.add_error("address", "Skriv en adress eller välj en fil, inte båda.")
        return cleaned


class CallForm(RtForm):
    """A person to call beside the forum's members."""

    user = forms.ModelChoiceField(
        label="Person", queryset=User.objects.none(), empty_label="Välj person"
    )
    called_as = forms.CharField(
        label="Kallas som", max_length=150, required=False, help_text="Till exempel föredragande."
    )

    def __init__(self, *args: Any, meeting: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        called = Attendee.objects.filter(meeting=meeting).values("user")
        people = people_beside(meeting.forum.unit, today).exclude(pk__in=called)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class DecisionForm(RtForm):
    """What was decided or agreed on."""

    kind = forms.ChoiceField(label="Slag", choices=Decision.Kind.choices)
    text = forms.CharField(
        label="Beslut eller överenskommelse",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    responsible = forms.ModelChoiceField(
        label="Ansvarig", queryset=User.objects.none(), required=False, empty_label="Ingen vald"
    )
    follow_up_on = SwedishDateField(label="Följs upp", required=False)

    def __init__(self, *args: Any, forum: Forum, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_of(forum, today)
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]


class NewDecisionForm(DecisionForm):
    """The same, on an item of the agenda."""

    item = forms.ModelChoiceField(
        label="Punkt",
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="Utan punkt",
    )
    field_order = ["item", "kind", "text", "responsible", "follow_up_on"]

    def __init__(self, *args: Any, meeting: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, forum=meeting.forum, today=today, **kwargs)
        self.meeting = meeting
        items = AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.ON_AGENDA)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A decision is followed up after it is made."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        due = cleaned.get("follow_up_on")
        if due and due < self.meeting.on:
            self.add_error("follow_up_on", "Uppföljningen kan inte ligga före beslutet.")
        return cleaned


class ChangeDecisionForm(DecisionForm):
    """The same, from a known version."""

    revision = RevisionField()


class FollowUpForm(RtForm):
    """How it went with a decision."""

    on = SwedishDateField(label="Datum")
    text = forms.CharField(label="Hur har det gått?", max_length=5000, widget=forms.Textarea)
    status = forms.ChoiceField(
        label="Läge",
        choices=[
            (Decision.Status.ACTIVE, "Gäller, följs upp igen"),
            (Decision.Status.DONE, "Genomfört"),
            (Decision.Status.ENDED, "Gäller inte längre"),
        ],
        widget=forms.RadioSelect,
        initial=Decision.Status.DONE,
    )
    next_on = SwedishDateField(
        label="Nästa uppföljning", required=False, help_text="Bara när beslutet fortfarande gäller."
    )


class AdoptForm(RtForm):
    """Which day minutes are adopted."""

    on = SwedishDateField(label="Fastställs den")


class HealthPlanForm(RtForm):
    """The plan, and how its work is followed up and analysed."""

    document = forms.ModelChoiceField(
        label="Planen",
        queryset=SteeringDocument.objects.none(),
        required=False,
        empty_label="Inget dokument valt",
        help_text="Ett av enhetens egna styrdokument.",
    )
    followed_up = forms.CharField(
        label="Så följs arbetet upp",
        required=False,
        widget=forms.Textarea,
        max_length=10_000,
        help_text="När, av vilka och med vilka underlag.",
    )
    analysed = forms.CharField(
        label="Så analyseras arbetet",
        required=False,
        widget=forms.Textarea,
        max_length=10_000,
        help_text="Hur de olika professionernas perspektiv ges utrymme.",
    )
    revision = RevisionField()

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        documents = SteeringDocument.objects.filter(unit=unit)
        self.fields["document"].queryset = documents  # type: ignore[attr-defined]


class NetworkGoalForm(RtForm):
    """What a network wants and does, and where ledarforum agreed to it."""

    school_year = forms.ModelChoiceField(
        label="Läsår", queryset=SchoolYear.objects.none(), empty_label=None
    )
    title = forms.CharField(label="Mål", max_length=200)
    activities = forms.CharField(
        label="Aktiviteter på träffarna", required=False, widget=forms.Textarea, max_length=10_000
    )
    agreed_item = forms.ModelChoiceField(
        label="Punkt i ledarforum",
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="Ingen vald",
        help_text="Där innehållet kom upp.",
    )
    agreed_decision = forms.ModelChoiceField(
        label="Överenskommelse i ledarforum",
        queryset=Decision.objects.none(),
        required=False,
        empty_label="Ingen vald",
    )
    revision = RevisionField()

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = SchoolYear.objects.order_by("-start")
        self.fields["school_year"].queryset = years  # type: ignore[attr-defined]
        meetings = (
            Meeting.objects.attended_by(user, today)
            .filter(forum__kind=Forum.Kind.LEADERS)
            .order_by()
        )
        items = (
            AgendaItem.objects.filter(
                meeting__in=meetings.values("pk"), state=AgendaItem.State.ON_AGENDA
            )
            .exclude(meeting__state=Meeting.State.CANCELLED)
            .select_related("meeting")
            .order_by("-meeting__on", "position")
        )
        self.fields["agreed_item"] = DatedChoice(
            label=self.fields["agreed_item"].label,
            queryset=items,
            required=False,
            empty_label="Ingen vald",
            help_text=self.fields["agreed_item"].help_text,
        )
        decisions = Decision.objects.filter(meeting__in=meetings.values("pk"))
        self.fields["agreed_decision"].queryset = decisions  # type: ignore[attr-defined]
        for name in ("agreed_item", "agreed_decision"):
            self.fields[name].widget.attrs["class"] = "ds-input"


class DatedChoice(forms.ModelChoiceField[AgendaItem]):
    """An item of an agenda, told by its meeting's day."""

    def label_from_instance(self, obj: AgendaItem) -> str:
        """As "14 okt 2026: Kollegialt lärande"."""
        return f"{obj.meeting.day_shown}: {obj.title}"
