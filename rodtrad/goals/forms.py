"""Forms about goals, development areas and the analysis."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from rodtrad.accounts.models import User
from rodtrad.core.forms import RevisionField, RtForm, SwedishDateField
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.actions import Wording
from rodtrad.goals.models import DevelopmentArea, Goal, GoalReview
from rodtrad.goals.work import Analysis
from rodtrad.organisation.models import SchoolForm, Unit
from rodtrad.steering.models import Requirement

_FROM_GUIDELINE = "Riktlinjen 4.1: "
# So few points need no folding.
_FEW_POINTS = 12


class RequirementPicker(forms.CheckboxSelectMultiple):
    """Points to cite, one group for each document; a script adds a search box."""

    # The field's template shows this in place of a plain list of boxes.
    choices_template = "goals/_requirement_picker.html"


class PersonChoice(forms.ModelChoiceField[User]):
    """One of the people at a unit."""

    def label_from_instance(self, obj: Any) -> str:
        """As "Eva Holm, rektor"."""
        return f"{obj.name}, {obj.title}" if obj.title else str(obj.name)


def branch_above(unit: Unit) -> list[str]:
    """The paths of the units above a unit, from the top down, and its own."""
    return [unit.path[: unit.steplen * level] for level in range(1, unit.depth + 1)]


def people_at(unit: Unit, *, today: date) -> Any:
    """People with a running assignment at the unit or just above it, for choosing who answers."""
    above = branch_above(unit)
    return (
        User.objects.filter(
            Q(assignments__ends__isnull=True) | Q(assignments__ends__gt=today),
            assignments__unit__path__in=above[-2:],
            assignments__starts__lte=today,
            is_active=True,
        )
        .distinct()
        .order_by("name")
    )


def requirement_choices(
    requirements: Iterable[Requirement],
) -> list[tuple[str, list[tuple[int, str]]]]:
    """Points grouped by document, the state's documents first: "dubbla styrningen" side by side."""
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for requirement in sorted(
        requirements,
        key=lambda r: (r.document.kind not in r.document.STATE_KINDS, r.document.title),
    ):
        document = requirement.document
        level = "staten" if document.kind in document.STATE_KINDS else "kommunen"
        label = f"{requirement.reference} {requirement.heading}".strip()
        groups[f"{document.title} ({level})"].append((requirement.pk, label))
    return list(groups.items())


class GoalForm(RtForm):
    """What a goal says, where it comes from and how long it lasts."""

    title = forms.CharField(
        label="Mål", max_length=200, help_text="Skriv vad ni vill uppnå, inte vad ni ska göra."
    )
    desired_effect = forms.CharField(
        label="Önskad effekt",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Vad ska vara annorlunda för barnen eller eleverna när målet är nått?",
    )
    description = forms.CharField(
        label="Beskrivning", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    requirements = forms.TypedMultipleChoiceField(
        label="Hämtat från",
        widget=RequirementPicker,
        coerce=int,
        help_text="Välj minst en punkt i lag, läroplan eller nämndens mål.",
        error_messages={"required": "Välj minst en punkt som målet är hämtat från."},
    )
    supports = forms.ModelChoiceField(
        label="Bidrar till förvaltningsgemensamt mål",
        queryset=Goal.objects.none(),
        required=False,
        empty_label="Inget: ett mål utifrån enhetens egna behov",
    )
    origin = forms.ChoiceField(
        label="Målet utgår från",
        choices=Goal.Origin.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad målet utgår från."},
    )
    origin_note = forms.CharField(
        label="Varför just detta mål?",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Vad i resultaten, i läget eller i besluten pekar på målet?",
    )
    school_forms = forms.ModelMultipleChoiceField(
        label="Gäller skolformerna",
        queryset=SchoolForm.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Inget val betyder alla.",
    )
    owner = PersonChoice(
        label="Ansvarig", queryset=User.objects.none(), required=False, empty_label="Ingen utsedd"
    )
    starts = SwedishDateField(label="Från och med")
    ends = SwedishDateField(
        label="Till och med", help_text="Ett mål kan gälla en termin, ett läsår eller flera läsår."
    )
    revision = RevisionField()

    more_help = {
        "title": _FROM_GUIDELINE + "Ett mål hämtas alltid från och är en konkretisering av en "
        "statlig styrning eller ett nämndsmål vars syfte är att säkerställa hög kvalitet i "
        "utbildningen.",
        "desired_effect": "Riktlinjen 4.3: Aktivitetens syfte är att göra en förflyttning från "
        "nuläge till det önskade läge som finns formulerat som önskad effekt under målet. Skriv "
        "effekten så att det går att se om ni har nått dit.",
        "supports": "Riktlinjen 4.1.1: Varje verksamhet ska skapa minst ett mål och en eller "
        "flera aktiviteter kopplade till det förvaltningsgemensamma målet.",
        "origin": _FROM_GUIDELINE + "Mål utgår alltid från en politisk prioritering, en "
        "identifierad brist, ett identifierat utvecklingsområde, förbättringsområde gällande "
        "reglering i statlig styrning eller förändringar i reform, lag eller dylikt.",
        "ends": _FROM_GUIDELINE + "Ett mål kan sträcka sig över flera läsår men kan även vara ett "
        "mer avgränsat som avses bli uppfyllt under en termin eller ett läsår.",
    }
    sections: Sequence[tuple[str, list[str]]] = [
        ("Vad ni vill uppnå", ["title", "desired_effect", "description"]),
        ("Varifrån målet kommer", ["requirements", "supports", "origin", "origin_note"]),
        ("Tid och ansvar", ["school_forms", "owner", "starts", "ends"]),
    ]

    def __init__(
        self,
        *args: Any,
        unit: Unit,
        requirements: Sequence[Requirement],
        today: date,
        led_forms: Sequence[SchoolForm] | None = None,
        **kwargs: Any,
    ) -> None:
        """A form for a goal of a unit; the points that may be cited are given.

        Args:
            led_forms: the school forms that the person may set shared goals for; None for all.
        """
        super().__init__(*args, **kwargs)
        self.by_pk = {requirement.pk: requirement for requirement in requirements}
        self.fields["requirements"].choices = requirement_choices(requirements)  # type: ignore[attr-defined]  # a choice field
        self.fields["owner"].queryset = people_at(unit, today=today)  # type: ignore[attr-defined]  # a model choice
        if unit.is_working_unit:
            del self.fields["school_forms"]
            forms_here = unit.school_forms.all()
            self.fields["supports"].queryset = (  # type: ignore[attr-defined]  # a model choice
                Goal.objects.filter(shared=True, unit__path__in=branch_above(unit))
                .exclude(state=Goal.State.CLOSED)
                .filter(Q(school_forms__isnull=True) | Q(school_forms__in=forms_here))
                .distinct()
            )
        else:
            del self.fields["supports"]
            if led_forms is not None:
                self._only_for(led_forms)

    def _only_for(self, led: Sequence[SchoolForm]) -> None:
        """Let the goal be for some of the school forms that the person leads."""
        field = self.fields["school_forms"]
        field.queryset = SchoolForm.objects.filter(pk__in=[form.pk for form in led])  # type: ignore[attr-defined]  # a model choice
        field.required = True
        field.error_messages["required"] = "Välj vilken skolform målet gäller."
        field.help_text = (
            "Du sätter gemensamma mål för den skolform du leder. Mål för alla skolformer sätter "
            "den som leder hela förvaltningen."
        )
        if not self.initial.get("school_forms"):
            self.initial["school_forms"] = [form.pk for form in led]

    def clean(self) -> dict[str, Any]:
        """The dates must follow each other."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            raise ValidationError({"ends": "Målet kan inte sluta innan det börjar."})
        return cleaned

    @property
    def requirement_groups(self) -> list[dict[str, Any]]:
        """The points by document for the picker; a group with something chosen stands open."""
        chosen = {str(value) for value in self["requirements"].value() or []}
        groups = []
        for name, choices in self.fields["requirements"].choices:  # type: ignore[attr-defined]  # a choice field
            boxes = [
                {"value": pk, "label": label, "checked": str(pk) in chosen} for pk, label in choices
            ]
            count = sum(box["checked"] for box in boxes)
            few = len(self.by_pk) <= _FEW_POINTS
            groups.append({"name": name, "boxes": boxes, "count": count, "open": count or few})
        return groups

    @property
    def values(self) -> dict[str, Any]:
        """What the actions take: wording, requirements and the rest."""
        data = self.cleaned_data
        return {
            "wording": Wording(
                **{
                    name: data[name]
                    for name in (
                        *("title", "desired_effect", "description", "origin", "origin_note"),
                        *("starts", "ends"),
                    )
                }
            ),
            "requirements": [self.by_pk[pk] for pk in data["requirements"]],
            "supports": data.get("supports"),
            "owner": data["owner"],
            "school_forms": list(data.get("school_forms") or []),
        }


class GoalCloseForm(RtForm):
    """How a goal ended."""

    note = forms.CharField(
        label="Hur slutade det?",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Vad nådde ni, och vad tar ni med er till nästa mål?",
    )


class AreaForm(RtForm):
    """A development area."""

    title = forms.CharField(label="Utvecklingsområde", max_length=200)
    description = forms.CharField(
        label="Varför?",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="Vad i analysen visar att det här behöver utvecklas?",
    )

    more_help = {
        "title": "Riktlinjen 5: Kvalitetsrapporten har som syfte att via analys av "
        "verksamhetens resultat identifiera nya utvecklingsområden som ska ligga till grund för "
        "nästkommande läsårs utvecklingsarbete."
    }


class AreaEditForm(AreaForm):
    """A development area that somebody else may be changing too."""

    revision = RevisionField()


class AreaSetAsideForm(RtForm):
    """Why a development area does not become a goal."""

    why = forms.CharField(
        label="Varför blir det inte ett mål?", widget=forms.Textarea(attrs={"rows": 4})
    )


class ReviewForm(RtForm):
    """The analysis of a goal: the texts that are written beside the facts."""

    needed_later = ("attainment", "conclusion")

    result = forms.CharField(
        label="Vad visar resultatet?",
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text="Jämför med nuläget och det önskade läget. Vad säger indikatorerna tillsammans?",
    )
    effect = forms.CharField(
        label="Vilken effekt har de egna aktiviteterna haft?",
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    causes = forms.CharField(
        label="Vilka orsaker ser ni till resultatet?",
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    validity = forms.CharField(
        label="Hur säkra är ni på indikatorerna?",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="Svaren på de tre frågorna står bredvid. Vad betyder de för slutsatsen?",
    )
    attainment = forms.ChoiceField(
        label="Måluppfyllelse",
        choices=GoalReview.Attainment.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text="Behövs för att analysen ska kunna markeras som klar.",
    )
    conclusion = forms.ChoiceField(
        label="Slutsats: målet …",
        choices=GoalReview.Conclusion.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text="Behövs för att analysen ska kunna markeras som klar.",
    )
    area_title = forms.CharField(
        label="Nytt utvecklingsområde",
        max_length=200,
        required=False,
        help_text="Skriv ett i taget; det läggs till när ni sparar.",
    )
    area_description = forms.CharField(
        label="Varför?", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    revision = RevisionField()

    sections: Sequence[tuple[str, list[str]]] = [
        ("Resultat och effekt", ["result", "effect"]),
        ("Orsaker och säkerhet", ["causes", "validity"]),
        ("Slutsats", ["attainment", "conclusion"]),
        ("Det här behöver utvecklas", ["area_title", "area_description"]),
    ]
    more_help = {
        "effect": "Riktlinjen 4.1.1: Samtliga verksamheter ska följa upp och analysera det "
        "förvaltningsgemensamma målet och belysa vilken effekt de egna aktiviteterna haft på "
        "målet kopplat till den egna verksamheten.",
        "validity": "Riktlinjen 4.2: Hur tillförlitlig är den data som indikatorn använder sig "
        "av? Mäter indikatorn det som den är avsedd att mäta? Återger indikatorn bilden av den "
        "verkliga situationen?",
    }

    def clean(self) -> dict[str, Any]:
        """A reason needs something to be the reason for."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("area_description") and not cleaned.get("area_title"):
            self.add_error("area_title", "Skriv vad som behöver utvecklas.")
        return cleaned

    @property
    def analysis(self) -> Analysis:
        """What the action takes."""
        return Analysis(**{name: self.cleaned_data[name] for name in REVIEW_TEXTS})


REVIEW_TEXTS = ("result", "effect", "causes", "validity", "attainment", "conclusion")


def review_initial(review: GoalReview | None) -> dict[str, Any]:
    """What the analysis says now, for its form."""
    if review is None:
        return {"revision": 0}
    return {name: getattr(review, name) for name in (*REVIEW_TEXTS, "revision")}


def area_initial(area: DevelopmentArea) -> dict[str, Any]:
    """What the development area says now, for its form."""
    return {"title": area.title, "description": area.description, "revision": area.revision}


def suggested_span(today: date, year: SchoolYear | None = None) -> tuple[date, date]:
    """The school year that a new goal most likely is for: from May on, the next one.

    Args:
        year: the school year that it is suggested for, if it is.
    """
    if year is None:
        year = SchoolYear.of(today)
        if today.month in (5, 6, 7):
            year = year.next
    return year.starts, date(year.ends.year, 6, 30)
