"""What self-assessments ask of a person: to rate, and to lead the unit on."""

from datetime import date

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.task import Task, task
from rodtrad.matrix.models import Participation, SelfAssessment
from rodtrad.matrix.people import is_rater
from rodtrad.organisation.access import Permission, has_anywhere, reach_filter

Step = SelfAssessment.Step
SHOWN = 40

# What the button says of each step to who runs it, and where it leads.
_TO_RUN = {
    Step.INDIVIDUAL: ("Led skattningen vidare", "assessment_detail"),
    Step.TEAM: ("Skatta i arbetslaget", "assessment_detail"),
    Step.AGREED: ("Enas om nivåerna", "assessment_detail"),
}


def tasks_for(user: User, today: date) -> list[Task]:
    """Self-assessments that are not done at the person's units. One query."""
    if not has_anywhere(user, Permission.TAKE_PART):
        return []
    plans = SelfAssessment.objects.filter(
        reach_filter(user, Permission.PLAN, unit="unit"), pk=OuterRef("pk")
    )
    rows = (
        SelfAssessment.objects.worked_on_by(user, Permission.TAKE_PART)
        .expected(today)
        .exclude(step=Step.DONE)
        .filter(campaign__opens__lte=today)
        .select_related("unit", "campaign__school_year")
        .annotate(
            plans=Exists(plans),
            handed_in=Count("marks"),
            has_rated=Exists(Participation.objects.filter(assessment=OuterRef("pk"), user=user)),
        )
        .order_by("campaign__deadline", "unit__name")[:SHOWN]
    )
    return [one for row in rows for one in _tasks(row, user, today)]


def _tasks(row: SelfAssessment, user: User, today: date) -> list[Task]:
    facts = vars(row)  # the annotations above
    title = f"Självskattning {row.campaign.school_year.label}"
    url = reverse("assessment_detail", args=[row.pk])
    found = []
    if row.step == Step.INDIVIDUAL and not facts["has_rated"] and is_rater(user, row):
        found.append(
            task(
                due=row.campaign.deadline,
                today=today,
                title=f"Din skattning mot kvalitetsmatrisen {row.campaign.school_year.label}",
                context=row.unit.name,
                url=url,
                action="Gör din skattning",
                do_url=reverse("assessment_rate", args=[row.pk]),
                is_mine=True,
            )
        )
    if facts["plans"]:
        action, page = _TO_RUN[Step(row.step)]
        count = facts["handed_in"]
        note = f"{count} har lämnat in." if row.step == Step.INDIVIDUAL else ""
        found.append(
            task(
                due=row.campaign.deadline,
                today=today,
                title=title,
                context=row.unit.name,
                url=url,
                action=action,
                do_url=reverse(page, args=[row.pk]),
                is_mine=False,
                note=note,
            )
        )
    return found
