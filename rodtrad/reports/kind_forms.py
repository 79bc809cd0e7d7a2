"""What is filled in about which reports there are."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from rodtrad.core.forms import RevisionField, RtForm, SwedishDateField
from rodtrad.goals.models import Goal
from rodtrad.organisation.models import SchoolForm, Unit
from rodtrad.reports.actions.kinds import KindPlan
from rodtrad.reports.facts.catalogue import offered
from rodtrad.reports.models import ReportKind, UnitGroup

_UNIT_KINDS = [(kind.value, kind.label) for kind in Unit.WORKING_KINDS]


class KindForm(RtForm):
    """What a kind of report is."""

    is_about_people = False

    name = forms.CharField(label="Namn", max_length=120, help_text="Som det står på framsidan.")
    purpose = forms.CharField(
        label="Syfte", widget=forms.Textarea, required=False, max_length=2_000
    )
    per = forms.ChoiceField(
        label="Hur många rapporter", choices=ReportKind.Per.choices, widget=forms.RadioSelect
    )
    unit_kinds = forms.MultipleChoiceField(
        label="Handlar om", choices=_UNIT_KINDS, widget=forms.CheckboxSelectMultiple
    )
    school_forms = forms.ModelMultipleChoiceField(
        label="Skolformer",
        queryset=SchoolForm.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Inget val betyder alla.",
    )
    period_kind = forms.ChoiceField(
        label="En rapport gäller",
        choices=ReportKind.PeriodKind.choices,
        widget=forms.RadioSelect,
        help_text="Flera på samma tid, som tre om året eller en per tema, läggs till sedan.",
    )
    draws_on = forms.ModelMultipleChoiceField(
        label="Bygger på fastställda rapporter av slaget",
        queryset=ReportKind.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Inget val betyder att fakta hämtas direkt ur det som är skrivet.",
    )
    with_own_goals = forms.BooleanField(
        label="Tar med enheternas egna mål utanför de gemensamma",
        required=False,
        help_text="Riktlinjen 4.1.1: de hör till målanalysen men inte till den gemensamma "
        "rapporten till nämnden.",
    )
    due_after_days = forms.IntegerField(
        label="Lämnas in så många dagar efter tidens slut",
        min_value=-366,
        max_value=366,
        help_text="Minus betyder före: -31 efter ett läsår är den 30 juni.",
    )
    remind_before_days = forms.IntegerField(
        label="Påminn så många dagar innan", min_value=0, max_value=180
    )
    revision = RevisionField(required=False)

    sections = (
        ("Rapporten", ["name", "purpose"]),
        ("Vad den handlar om", ["per", "unit_kinds", "school_forms", "period_kind"]),
        ("Vad den bygger på", ["draws_on", "with_own_goals"]),
        ("När den lämnas in", ["due_after_days", "remind_before_days"]),
    )

    def plan(self) -> KindPlan:
        """What was filled in."""
        names = KindPlan.__dataclass_fields__
        return KindPlan(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def initial_of(kind: ReportKind) -> dict[str, Any]:
        """The kind as the form shows it: two queries."""
        names = [*KindPlan.__dataclass_fields__, "revision"]
        plain = {name: getattr(kind, name) for name in names}
        return plain | {
            "school_forms": list(kind.school_forms.all()),
            "draws_on": list(kind.draws_on.all()),
        }


class SectionTemplateForm(RtForm):
    """A section that new reports get."""

    is_about_people = False

    title = forms.CharField(label="Rubrik", max_length=150)
    instruction = forms.CharField(
        label="Anvisning",
        widget=forms.Textarea,
        required=False,
        max_length=2_000,
        help_text="Vad den som skriver ska tänka på. Syns tills det finns en text.",
    )
    facts = forms.MultipleChoiceField(
        label="Ställs samman bredvid texten", required=False, widget=forms.CheckboxSelectMultiple
    )
    revision = RevisionField(required=False)

    def __init__(self, *args: Any, kind: ReportKind, **kwargs: Any) -> None:
        """Make the form with what reports of the kind can show."""
        super().__init__(*args, **kwargs)
        field = self.fields["facts"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (offer.key, f"{offer.label}: {offer.shows.lower()}")
            for offer in offered(many=kind.is_about_many)
            # The joint report never holds the units' own goals: it cannot be chosen there.
            if kind.with_own_goals or offer.key != "unit_goals"
        ]


class OccasionForm(RtForm):
    """One of several reports in the same time."""

    name = forms.CharField(
        label="Namn", max_length=80, help_text="Som Oktober, Delår 2 eller Trygghet och studiero."
    )
    goals = forms.ModelMultipleChoiceField(
        label="Bara om de gemensamma målen",
        queryset=Goal.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="För en rapport om ett tema. Inget val betyder alla mål.",
    )

    def __init__(self, *args: Any, goals: QuerySet[Goal], **kwargs: Any) -> None:
        """Make the form; `goals` are those that a theme can be about."""
        super().__init__(*args, **kwargs)
        _choose(self, "goals", goals)


class UnitGroupForm(RtForm):
    """Units that report together."""

    name = forms.CharField(label="Gruppens namn", max_length=120, help_text="Står på framsidan.")
    unit = forms.ModelChoiceField(
        label="Hör till",
        queryset=Unit.objects.none(),
        help_text="De som leder där återlämnar och fastställer rapporten.",
    )
    members = forms.ModelMultipleChoiceField(
        label="Enheter som rapporterar tillsammans",
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], kind: ReportKind, **kwargs: Any) -> None:
        """Make the form; `units` are those that one administers."""
        super().__init__(*args, **kwargs)
        _choose(self, "unit", units)
        _choose(self, "members", units.filter(kind__in=kind.unit_kinds))

    @staticmethod
    def initial_of(group: UnitGroup) -> dict[str, Any]:
        """The group as the form shows it."""
        return {"name": group.name, "unit": group.unit_id, "members": list(group.members.all())}


class DeadlineForm(RtForm):
    """The last day for the reports of a kind."""

    due = SwedishDateField(label="Lämnas in senast")


def _choose(form: forms.Form, name: str, rows: Iterable[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows  # type: ignore[assignment]  # querysets, said as what can be looped over
