"""The form of an item: what, when, who and what it belongs to."""

from typing import Any

from django import forms
from django.db.models import Q, Value

from rodtrad.accounts.models import User
from rodtrad.core.forms import RevisionField, RtForm, SwedishDateField
from rodtrad.core.schoolyear import Period
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Goal
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.models import Role, Unit
from rodtrad.reports.models import ReportKind
from rodtrad.steering.models import SteeringDocument
from rodtrad.yearwheel.actions.items import Content
from rodtrad.yearwheel.models import Ring, Wheel, WheelItem, WheelKind
from rodtrad.yearwheel.when import MONTHS

LINKS = ("forums", "indicators", "goals", "documents", "report_kinds")
_ORDINALS = [(1, "Första"), (2, "Andra"), (3, "Tredje"), (4, "Fjärde"), (5, "Femte"), (-1, "Sista")]


# The fields that each way of saying when is written in.
_WHEN = {
    "week": ("week",),
    "date": ("first",),
    "span": ("first", "last"),
    "month": ("month",),
    "forum": ("ordinal", "rule_forum", "month"),
    "after": ("weeks", "direction", "after"),
}


def _months(period: Period) -> list[tuple[Any, str]]:
    """The months in the order of the wheel's year."""
    start = period.starts.month - 1
    order = [(start + number) % 12 for number in range(12)]
    return [("", "Välj månad"), *((one + 1, MONTHS[one].capitalize()) for one in order)]


class ItemForm(RtForm):
    """An item of a draft; of the ways of saying when, only the chosen one's fields are read."""

    title = forms.CharField(label="Vad", max_length=120)
    ring = forms.ModelChoiceField(
        label="Ring", queryset=Ring.objects.none(), empty_label=None, required=True
    )
    kind = forms.ChoiceField(
        label="Slag",
        choices=WheelItem.Kind.choices,
        initial=WheelItem.Kind.OTHER,
        help_text="Synkroniseringen räknar till exempel kollegialt lärande och analys.",
    )
    when = forms.ChoiceField(
        label="När",
        choices=WheelItem.When.choices,
        initial=WheelItem.When.WEEK,
        widget=forms.RadioSelect,
    )
    week = forms.IntegerField(
        label="Vecka",
        required=False,
        min_value=1,
        max_value=53,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    first = SwedishDateField(label="Dag, eller första dagen", required=False)
    last = SwedishDateField(label="Sista dagen", required=False)
    ordinal = forms.TypedChoiceField(
        label="Vilket möte",
        choices=[("", "Välj möte"), *_ORDINALS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    rule_forum = forms.ModelChoiceField(
        label="I forumet", queryset=Forum.objects.none(), required=False, empty_label="Välj forum"
    )
    month = forms.TypedChoiceField(label="Månad", coerce=int, empty_value=None, required=False)
    weeks = forms.IntegerField(
        label="Antal veckor",
        required=False,
        min_value=0,
        max_value=52,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    direction = forms.ChoiceField(
        label="Före eller efter",
        choices=[("after", "Efter att den är slut"), ("before", "Innan den börjar")],
        initial="after",
        required=False,
    )
    after = forms.ModelChoiceField(
        label="Räknat från punkten",
        queryset=WheelItem.objects.none(),
        required=False,
        empty_label="Välj punkt",
    )
    role = forms.ModelChoiceField(
        label="Ansvarig roll", queryset=Role.objects.all(), required=False, empty_label="Ingen vald"
    )
    person = forms.ModelChoiceField(
        label="Ansvarig person",
        queryset=User.objects.none(),
        required=False,
        empty_label="Ingen vald",
        help_text="Behövs bara när rollen inte räcker.",
    )
    description = forms.CharField(label="Beskrivning", widget=forms.Textarea, required=False)
    forums = forms.ModelMultipleChoiceField(
        label="Tas upp i",
        queryset=Forum.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Punkten kommer av sig själv på forumets dagordning.",
    )
    indicators = forms.ModelMultipleChoiceField(
        label="Indikatorer",
        queryset=Indicator.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    goals = forms.ModelMultipleChoiceField(
        label="Mål",
        queryset=Goal.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    documents = forms.ModelMultipleChoiceField(
        label="Styrdokument",
        queryset=SteeringDocument.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    report_kinds = forms.ModelMultipleChoiceField(
        label="Rapporter",
        queryset=ReportKind.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = RevisionField()

    sections = [
        ("Punkten", ["title", "ring", "kind"]),
        (
            "När",
            [
                *("when", "week", "first", "last", "ordinal", "rule_forum", "month"),
                *("weeks", "direction", "after"),
            ],
        ),
        ("Vem", ["role", "person"]),
        ("Mer om punkten", ["description", *LINKS]),
    ]

    def __init__(
        self, *args: Any, wheel: Wheel, item: WheelItem | None, user: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if item is None:
            # Nobody else can have changed what is not there yet.
            del self.fields["revision"]
        self._choose("ring", rings := _rings(wheel, item))
        # Read once: a list without an empty choice is asked for its first one too.
        self._offer("ring", [(row.pk, row.name) for row in rings])
        others = wheel.items.order_by("title")
        self._choose("after", others.exclude(pk=item.pk) if item else others)
        top = wheel.unit.path[: Unit.steplen]
        forums = Forum.objects.filter(unit__path__startswith=top, ended_on__isnull=True)
        if wheel.kind.scope == WheelKind.Scope.UNIT:
            forums = forums.filter(Q(kind__in=Forum.SHARED_KINDS) | Q(unit=wheel.unit))
        else:
            forums = forums.exclude(kind__in=Forum.UNIT_KINDS)
        forums = forums.order_by("kind", "name")
        # The rows are read once for both fields.
        names = [(row.pk, row.name) for row in forums]
        self._choose("forums", forums)
        self._offer("forums", names)
        self._choose("rule_forum", forums)
        self._offer("rule_forum", [("", "Välj forum"), *names])
        month = self.fields["month"]
        assert isinstance(month, forms.TypedChoiceField)
        month.choices = _months(wheel.period)
        self._require_chosen()
        here = User.objects.filter(assignments__unit=wheel.unit, is_active=True)
        self._choose("person", here.distinct().order_by("name"))
        self._choose_links(wheel, user)

    def _require_chosen(self) -> None:
        """The fields of the chosen way of saying when are needed, and look so before one is."""
        chosen = self.data.get(self.add_prefix("when"), "") if self.is_bound else ""
        for when, names in _WHEN.items():
            for name in names:
                if not self.is_bound or when == chosen:
                    self.fields[name].required = True

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.choices = choices

    def _choose_links(self, wheel: Wheel, user: User) -> None:
        indicators = Indicator.objects.readable_by(user).in_use()
        self._choose(
            "indicators", indicators.filter(Q(owner__isnull=True) | Q(owner=wheel.unit_id))
        )
        period = wheel.period
        goals = Goal.objects.readable_by(user).active()
        goals = goals.filter(starts__lte=period.ends, ends__gte=period.starts)
        self._choose("goals", goals.filter(Q(shared=True) | Q(unit=wheel.unit_id)))
        documents = SteeringDocument.objects.open_to(user, "read_adopted")
        self._choose("documents", documents.filter(Q(unit__isnull=True) | Q(unit=wheel.unit_id)))

    def clean(self) -> dict[str, Any]:
        """The number of weeks and their direction as one number."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("when") == WheelItem.When.SPAN:
            first, last = cleaned.get("first"), cleaned.get("last")
            if first and last and last < first:
                self.add_error("last", "Punkten kan inte sluta innan den börjar. Byt dagarna.")
        return cleaned

    @property
    def content(self) -> Content:
        """What was written, for the action."""
        said = dict(self.cleaned_data)
        weeks, direction = said.pop("weeks", None), said.pop("direction", "")
        said.pop("revision", None)
        if weeks is not None:
            said["weeks_after"] = -weeks if direction == "before" else weeks
        return Content(**said)


def _rings(wheel: Wheel, item: WheelItem | None) -> Any:
    usable = Q(retired=False)
    if item is not None:
        usable |= Q(pk=item.ring_id)
    return Ring.objects.filter(usable, kind=wheel.kind_id)


def item_initial(item: WheelItem) -> dict[str, Any]:
    """What the form shows of an item. One query, for all its links."""
    weeks = item.weeks_after
    return {
        "title": item.title,
        "ring": item.ring_id,
        "kind": item.kind,
        "when": item.when,
        "week": item.week,
        "first": item.first,
        "last": item.last,
        "ordinal": item.ordinal,
        "rule_forum": item.rule_forum_id,
        "month": item.month,
        "weeks": None if weeks is None else abs(weeks),
        "direction": "before" if weeks is not None and weeks < 0 else "after",
        "after": item.after_id,
        "role": item.role_id,
        "person": item.person_id,
        "description": item.description,
        "revision": item.revision,
        **_links_of(item),
    }


def _links_of(item: WheelItem) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {name: [] for name in LINKS}
    queries = []
    for name in LINKS:
        through: Any = getattr(WheelItem, name).through
        column = f"{getattr(WheelItem, name).field.m2m_reverse_field_name()}_id"
        rows = through.objects.filter(wheelitem=item).order_by()
        queries.append(rows.values_list(Value(name), column))
    for name, pk in queries[0].union(*queries[1:], all=True):
        found[name].append(pk)
    return found


class MoveForm(RtForm):
    """The week that an item moves to."""

    week = forms.IntegerField(
        label="Flytta till vecka",
        min_value=1,
        max_value=53,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
