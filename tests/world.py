"""One small municipality with a fixed cast: what every test stands in.

An administration with two schools and a preschool, one shared goal that a school supports with a
goal of its own, one finished school year and one running. All names are invented.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.test import Client

from rodtrad.accounts.models import User
from rodtrad.goals import actions, work
from rodtrad.goals.models import Activity, DevelopmentArea, Goal, GoalReview, Target
from rodtrad.indicators.models import Indicator
from rodtrad.notifications.models import Notice
from rodtrad.organisation.models import Assignment, Role, SchoolForm, SchoolYear, Unit
from rodtrad.reports.actions import (
    adopt_report,
    mark_ready,
    open_report,
    submit_report,
    write_section,
)
from rodtrad.reports.models import Report
from rodtrad.steering.models import Requirement, SteeringDocument

PASSWORD = "en röd tråd genom allt"


@dataclass
class World:
    """The municipality, its people and what they have written."""

    municipality: Unit
    administration: Unit
    school: Unit
    other_school: Unit
    preschool: Unit
    year: SchoolYear
    last_year: SchoolYear
    principal: User
    assistant_principal: User
    lead_teacher: User
    preschool_principal: User
    head: User
    head_of_preschools: User
    development_head: User
    board_member: User
    chair: User
    secretary: User
    administrator: User
    former_principal: User
    law: SteeringDocument
    requirement: Requirement
    share: Indicator
    levels: Indicator
    shared_goal: Goal
    goal: Goal
    target: Target
    activity: Activity
    review: GoalReview
    area: DevelopmentArea
    report: Report
    adopted: Report
    assignment: Assignment

    @property
    def cast(self) -> dict[str, User]:
        """Every person of the cast by what they are."""
        return {name: value for name, value in vars(self).items() if isinstance(value, User)}


def person(name: str) -> User:
    """A person who can sign in with the password of the tests."""
    address = name.lower().replace(" ", ".").translate(str.maketrans("åäöé", "aaoe"))
    return User.objects.create_user(f"{address}@exempel.se", name, PASSWORD)


def browser(user: User) -> Client:
    """Where the person is signed in."""
    client = Client()
    client.force_login(user)
    return client


def assign(
    user: User,
    role: str,
    unit: Unit,
    *,
    school_form: str | None = None,
    ends: date | None = None,
) -> Assignment:
    """Give a person a role at a unit from the autumn of 2024."""
    return Assignment.objects.create(
        user=user,
        role=Role.objects.get(code=role),
        unit=unit,
        school_form_id=school_form,
        starts=date(2024, 8, 1),
        ends=ends,
    )


def _units() -> dict[str, Unit]:
    top = Unit.objects.add_root(
        instance=Unit(name="Ystads kommun", kind=Unit.Kind.MUNICIPALITY, code="1286")
    )
    middle = Unit.objects.add_child(
        top,
        instance=Unit(
            name="Utbildningsförvaltningen", kind=Unit.Kind.ADMINISTRATION, code="1286-UTB"
        ),
    )
    made = {"municipality": top, "administration": middle}
    for key, name, kind, code, forms in (
        ("school", "Västerportskolan", Unit.Kind.SCHOOL, "54436997", ["GR"]),
        ("other_school", "Östra skolan", Unit.Kind.SCHOOL, "10000002", ["FKLASS", "GR", "FTH"]),
        ("preschool", "Ängens förskola", Unit.Kind.PRESCHOOL, "F-0001", ["FS"]),
    ):
        parent = Unit.objects.get(pk=middle.pk)
        unit = Unit.objects.add_child(parent, instance=Unit(name=name, kind=kind, code=code))
        unit.school_forms.set(SchoolForm.objects.filter(code__in=forms))
        made[key] = unit
    return {key: Unit.objects.get(pk=unit.pk) for key, unit in made.items()}


def _cast(units: dict[str, Unit]) -> dict[str, User]:
    school, administration = units["school"], units["administration"]
    municipality = units["municipality"]
    cast = {
        "principal": person("Åsa Lindgren"),
        "assistant_principal": person("Omar Haddad"),
        "lead_teacher": person("Eva Ström"),
        "preschool_principal": person("Per Zetterlund"),
        "head": person("Karin Öberg"),
        "head_of_preschools": person("Lena Dahl"),
        "development_head": person("Nils Åkesson"),
        "board_member": person("Bo Ekman"),
        "chair": person("Siv Brandt"),
        "secretary": person("Ida Wall"),
        "administrator": person("Ali Rahimi"),
        "former_principal": person("Ulf Gran"),
    }
    assign(cast["principal"], "principal", school)
    assign(cast["assistant_principal"], "assistant_principal", school)
    assign(cast["lead_teacher"], "lead_teacher", school)
    assign(cast["preschool_principal"], "principal", units["preschool"])
    assign(cast["head"], "head_of_schools", administration)
    assign(cast["head_of_preschools"], "head_of_schools", administration, school_form="FS")
    assign(cast["development_head"], "development_head", administration)
    assign(cast["board_member"], "board_member", municipality)
    assign(cast["chair"], "board_chair", municipality)
    assign(cast["secretary"], "board_secretary", municipality)
    assign(cast["administrator"], "administrator", municipality)
    assign(cast["former_principal"], "principal", school, ends=date(2025, 1, 1))
    return cast


def _adopted_report(unit: Unit, year: SchoolYear, cast: dict[str, User]) -> Report:
    report = open_report(unit=unit, year=year.span, by=cast["preschool_principal"])
    for section in report.sections.all():
        written = write_section(
            section,
            text="<p>Barnen deltar mer i läsgrupperna.</p>",
            revision=section.revision,
            by=cast["preschool_principal"],
        )
        mark_ready(written, by=cast["preschool_principal"])
    submit_report(report, by=cast["preschool_principal"])
    return adopt_report(
        report,
        registry_number="BUN 2026/101",
        on=date(2026, 8, 20),
        by=cast["head_of_preschools"],
    )


def build() -> World:
    """Build the municipality in the database."""
    units = _units()
    cast = _cast(units)
    school, principal = units["school"], cast["principal"]
    last_year = SchoolYear.objects.get_or_create(start=2025)[0]
    year = SchoolYear.objects.get_or_create(start=2026)[0]
    law = SteeringDocument.objects.create(
        title="Skollag (2010:800)", short="Skollagen", kind=SteeringDocument.Kind.LAW
    )
    requirement = Requirement.objects.create(
        document=law, reference="4 kap. 5 §", heading="Inriktningen på kvalitetsarbetet"
    )
    share = Indicator.objects.create(
        name="Elever som når betygskriterierna i alla ämnen, årskurs 9", kind=Indicator.Kind.SHARE
    )
    levels = Indicator.objects.create(
        name="Kollegialt lärande enligt matrisen",
        kind=Indicator.Kind.QUALITATIVE,
        levels=["Enstaka försök", "Planerat", "Genomfört av alla", "En del av vardagen"],
        origin=Indicator.Origin.OWN,
        instrument="Självskattning i arbetslagen.",
    )
    shared_goal = actions.create_goal(
        unit=units["administration"],
        wording=actions.Wording(
            title="Alla elever når målen",
            desired_effect="Fler elever är behöriga till gymnasieskolan.",
            origin=Goal.Origin.POLITICAL,
            starts=date(2025, 8, 1),
            ends=date(2028, 7, 31),
        ),
        requirements=[requirement],
        by=cast["head"],
    )
    goal = actions.create_goal(
        unit=school,
        wording=actions.Wording(
            title="Eleverna läser med förståelse",
            desired_effect="Eleverna förstår texterna i alla ämnen.",
            origin=Goal.Origin.DEFICIENCY,
            starts=date(2025, 8, 1),
            ends=date(2027, 7, 31),
        ),
        requirements=[requirement],
        supports=shared_goal,
        by=principal,
    )
    target = actions.add_target(
        goal,
        indicator=share,
        movement=actions.Movement(
            baseline_value=Decimal("78.2"),
            baseline_on=date(2025, 6, 15),
            desired_value=Decimal("88"),
            desired_by=date(2027, 6, 15),
        ),
        checkpoints=[date(2026, 1, 31), date(2026, 9, 30)],
        by=principal,
    )
    activity = work.create_activity(
        goal,
        plan=work.ActivityPlan(
            title="Läslyftet i alla ämnen",
            aim="Varje lärare undervisar i lässtrategier.",
            how_it_moves="Eleverna får verktyg att förstå ämnets texter.",
            process_data="Lärarnas loggar och elevernas läsdagböcker.",
            starts=date(2025, 8, 18),
            ends=date(2027, 6, 10),
        ),
        targets=[target],
        checkpoints=[date(2025, 12, 1), date(2026, 10, 1)],
        by=principal,
    )
    actions.measure_target(
        target,
        unit=school,
        period="2025/26",
        on=date(2026, 1, 31),
        numerator=124,
        denominator=148,
        by=principal,
    )
    work.check_in(
        activity,
        on=date(2025, 12, 1),
        judgement="adjust",
        process_data="Hälften av lärarna använder lässtrategier varje vecka.",
        change="Två lag planerar tillsammans.",
        by=cast["lead_teacher"],
    )
    review = work.save_review(
        goal=goal,
        unit=school,
        school_year=last_year,
        analysis=work.Analysis(
            result="Fler elever når målen.",
            effect="Eleverna läser mer i alla ämnen.",
            causes="Gemensam planering gav effekt.",
            attainment=GoalReview.Attainment.PARTLY,
            conclusion=GoalReview.Conclusion.CONTINUE,
        ),
        revision=0,
        done_on=date(2026, 6, 12),
        by=principal,
    )
    area = actions.add_area(
        unit=school,
        school_year=last_year,
        title="Läsning i matematik",
        description="Textuppgifter är svåra.",
        review=review,
        by=principal,
    )
    report = open_report(unit=school, year=last_year.span, by=principal)
    adopted = _adopted_report(units["preschool"], last_year, cast)
    # What the cast was told meanwhile is read and gone: a test counts what it makes itself.
    Notice.objects.all().delete()
    # The fields' types differ; their names are checked when the world is built.
    places_and_people: dict[str, Any] = {**units, **cast}
    return World(
        **places_and_people,
        year=year,
        last_year=last_year,
        law=law,
        requirement=requirement,
        share=share,
        levels=levels,
        shared_goal=shared_goal,
        goal=goal,
        target=target,
        activity=activity,
        review=review,
        area=area,
        report=report,
        adopted=adopted,
        assignment=Assignment.objects.get(user=principal),
    )
