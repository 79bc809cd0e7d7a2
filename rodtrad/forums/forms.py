"""Forms of forums."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from rodtrad.accounts.models import User
from rodtrad.core.forms import RevisionField, RtForm, SwedishDateField
from rodtrad.forums.models import Forum, ForumSeries
from rodtrad.forums.series import Rule
from rodtrad.organisation.access import Permission, has_anywhere, reach_filter
from rodtrad.organisation.forms import TreeChoice
from rodtrad.organisation.models import Assignment, Role, SchoolForm, Unit


class ClockField(forms.TimeField):
    """A time from the browser's own chooser; also reads "9.30"."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})

    def __init__(self, **kwargs: Any) -> None:
        """Make the field, with Swedish words for what is wrong."""
        kwargs.setdefault("input_formats", ["%H:%M", "%H.%M", "%H:%M:%S", "%H"])
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Skriv en tid, till exempel 9.30."


def units_with_forums(user: User) -> QuerySet[Unit]:
    """Where the person may start a forum: who plans, leads or keeps the board's papers."""
    found: QuerySet[Unit] = Unit.objects.filter(
        reach_filter(user, Permission.PLAN)
        | reach_filter(user, Permission.LEAD)
        | reach_filter(user, Permission.KEEP_PAPERS)
    )
    return found.filter(closed__isnull=True)


def kinds_open_to(user: User) -> list[tuple[str, str]]:
    """The kinds of forums that the person may start somewhere."""
    groups = (
        (Permission.LEAD, Forum.SHARED_KINDS),
        (Permission.PLAN, Forum.UNIT_KINDS),
        (Permission.KEEP_PAPERS, (Forum.Kind.BOARD,)),
    )
    allowed: set[str] = set()
    for permission, kinds in groups:
        if has_anywhere(user, permission):
            allowed.update(kinds)
    return [(value, label) for value, label in Forum.Kind.choices if value in allowed]


def permission_for(kind: str) -> str:
    """What one needs at the unit to start a forum of a kind there."""
    if kind in Forum.SHARED_KINDS:
        return Permission.LEAD
    return Permission.KEEP_PAPERS if kind == Forum.Kind.BOARD else Permission.PLAN


def people_beside(unit: Unit, today: date) -> QuerySet[User]:
    """Who can be added by hand: people with a role in the same municipality today."""
    root = unit.path[: Unit.steplen]
    running = Assignment.objects.running_on(today).filter(unit__path__startswith=root)
    return User.objects.filter(is_active=True, pk__in=running.values("user")).order_by("name")


class ForumForm(RtForm):
    """What a forum is called and for."""

    is_about_people = False

    name = forms.CharField(label="Namn", max_length=120)
    purpose = forms.CharField(label="Syfte", required=False, widget=forms.Textarea)
    place = forms.CharField(
        label="Plats", max_length=150, required=False, help_text="Där forumet brukar träffas."
    )


class ChangeForumForm(ForumForm):
    """The same, from a known version."""

    revision = RevisionField()


class NewForumForm(ForumForm):
    """A forum, its kind and where it belongs."""

    kind = forms.ChoiceField(
        label="Slag",
        help_text="Slaget ger de roller som blir medlemmar. De går att ändra efteråt.",
    )
    unit = TreeChoice(label="Enhet", queryset=Unit.objects.none(), empty_label="Välj enhet")
    field_order = ["kind", "unit", "name", "purpose", "place"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["kind"].choices = kinds_open_to(by)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units_with_forums(by)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The person may start that kind at that unit."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind, unit = cleaned.get("kind"), cleaned.get("unit")
        if kind and unit:
            reached = Unit.objects.filter(reach_filter(self.by, permission_for(kind)))
            if not reached.filter(pk=unit.pk).exists():
                self.add_error("unit", "Du kan inte starta ett sådant forum vid den enheten.")
        return cleaned


class SeriesForm(RtForm):
    """When a forum meets."""

    weekday = forms.TypedChoiceField(
        label="Veckodag", choices=ForumSeries.Weekday.choices, coerce=int
    )
    starts_at = ClockField(label="Börjar klockan")
    minutes = forms.IntegerField(
        label="Längd i minuter", min_value=5, max_value=24 * 60, localize=False
    )
    every_weeks = forms.IntegerField(
        label="Var hur många veckor",
        min_value=1,
        max_value=52,
        localize=False,
        help_text="1 är varje vecka, 2 varannan.",
    )
    first = SwedishDateField(label="Från och med")
    last = SwedishDateField(
        label="Till och med", help_text="Röda dagar och lov hoppas över av sig själva."
    )

    def clean(self) -> dict[str, Any]:
        """A series ends on or after the day it begins."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "Serien kan inte sluta innan den börjar.")
        return cleaned

    @property
    def rule(self) -> Rule:
        """What was written, as arithmetic reads it."""
        return Rule(**self.cleaned_data)


class MemberRoleForm(RtForm):
    """A role that makes people members."""

    role = forms.ModelChoiceField(label="Roll", queryset=Role.objects.none())
    school_form = forms.ModelChoiceField(
        label="Bara enheter med skolformen",
        queryset=SchoolForm.objects.none(),
        required=False,
        empty_label="Alla skolformer",
    )
    leads = forms.BooleanField(label="Förbereder och leder mötena", required=False)
    from_above = forms.BooleanField(
        label="Även den som har rollen för flera enheter, som en skolläkare", required=False
    )
    by_decision = forms.BooleanField(
        label="Bara den som rektor har beslutat ska delta", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = Role.objects.all()  # type: ignore[attr-defined]
        self.fields["school_form"].queryset = SchoolForm.objects.all()  # type: ignore[attr-defined]


class HandMemberForm(RtForm):
    """A person to add."""

    user = forms.ModelChoiceField(
        label="Person", queryset=User.objects.none(), empty_label="Välj person"
    )
    starts = SwedishDateField(label="Från och med")
    ends = SwedishDateField(label="Slutar", required=False, help_text="Tomt betyder tills vidare.")
    leads = forms.BooleanField(label="Förbereder och leder mötena", required=False)

    def __init__(self, *args: Any, forum: Forum, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_beside(forum.unit, today)
        added = forum.hand_members.filter(Q(ends__isnull=True) | Q(ends__gt=today))
        self.fields["user"].queryset = people.exclude(  # type: ignore[attr-defined]
            pk__in=added.values("user")
        )


class EndMemberForm(RtForm):
    """From which day a person belongs to the forum no more."""

    on = SwedishDateField(label="Slutar")


class AttendanceForm(RtForm):
    """Whether an assistant principal attends."""

    attends = forms.TypedChoiceField(
        label="Beslut",
        choices=[("1", "Deltar i ledarforum"), ("0", "Deltar inte")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="Varför", max_length=300, required=False)
