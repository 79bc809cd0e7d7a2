"""Pages of a unit's self-assessment: the list, the way it goes, and each criterion."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.audit.history import versions
from rodtrad.core import conflict as core_conflict
from rodtrad.core.export import table_response, wanted_format, wanted_list
from rodtrad.core.forms import Conflict, add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import parse_pk
from rodtrad.drafts.actions import discard_draft
from rodtrad.matrix.actions import ratings as actions
from rodtrad.matrix.forms import RatingForm
from rodtrad.matrix.models import Rating, SelfAssessment, Team
from rodtrad.matrix.people import is_rater, raters_of
from rodtrad.matrix.queries import assessment as queries
from rodtrad.matrix.queries.matrix import whole
from rodtrad.matrix.views.shared import assessment_to_read, assessment_to_run
from rodtrad.organisation.access import Permission, has_anywhere, require_anywhere
from rodtrad.organisation.scope import signed_in
from rodtrad.reports.views.shared import shown_versions

Step = SelfAssessment.Step


@require_safe
def assessment_list(request: HttpRequest) -> HttpResponse:
    """The person's own units' self-assessments, and the campaigns that the person leads."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    leads = has_anywhere(user, Permission.LEAD)
    if wanted_format(request) and wanted_list(request) == "omgangar" and leads:
        return table_response(
            request,
            "Omgångar av självskattning",
            ("Läsår", "För", "Klar senast", "Klara enheter", "Enheter"),
            (
                (
                    *(row.school_year.label, row.unit.name, row.deadline),
                    *(row.done, row.units),  # type: ignore[attr-defined]  # counted by the query
                )
                for row in queries.listed_campaigns(user)
            ),
        )
    if wanted_format(request):
        return table_response(
            request,
            "Självskattningar",
            ("Enhet", "Läsår", "Steg", "Klar senast", "Klar"),
            (
                (
                    *(row.unit.name, row.campaign.school_year.label, row.get_step_display()),
                    *(row.campaign.deadline, row.done_on),
                )
                for row in queries.listed_assessments(user)
            ),
        )
    return render(
        request,
        "matrix/assessment_list.html",
        {
            "page": page_of(request, queries.listed_assessments(user)),
            "campaigns": list(queries.listed_campaigns(user)[:20]) if leads else [],
            "leads": leads,
            "today": timezone.localdate(),
        },
    )


@require_safe
def assessment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the unit is, what to do next, and what has been said so far."""
    user = signed_in(request)
    assessment: Any = assessment_to_read(user, pk)
    found = whole(assessment.version)
    shown = queries.sections(assessment, found)
    lines = [line for section in shown for line in section.lines]
    if wanted_format(request):
        return _export(request, assessment, shown)
    gathering = assessment.step == Step.INDIVIDUAL
    staff = raters_of([assessment])[assessment] if gathering else []
    handed_in = set(assessment.marks.values_list("user_id", flat=True)) if gathering else set()
    return render(
        request,
        "matrix/assessment_detail.html",
        {
            "assessment": assessment,
            "sections": shown,
            "whole": found,
            "teams": lines[0].teams if lines else [],
            "runs": assessment.runs,
            "way": _way(assessment),
            "may_rate": gathering and is_rater(user, assessment),
            "has_handed_in": user.pk in handed_in,
            "handed_in": len(handed_in),
            "staff": len(staff),
            "too_few": assessment.raters is not None
            and assessment.raters < assessment.campaign.smallest_group,
            "most_different": sorted(
                (line for line in lines if line.spread and line.spread.disagreement >= 0.35),
                key=lambda line: -line.spread.disagreement if line.spread else 0.0,
            )[:5],
            "agreed_count": sum(1 for line in lines if line.agreed and line.agreed.step_id),
            "total": len(lines),
            "next_line": next(
                (line for line in lines if not (line.agreed and line.agreed.step_id)), None
            ),
            "today": timezone.localdate(),
        },
    )


def _way(assessment: SelfAssessment) -> list[dict[str, str]]:
    """The steps of an assessment, with where this one is."""
    order = list(Step)
    here = order.index(Step(assessment.step))
    return [
        {
            "label": str(step.label),
            "state": "done"
            if number < here or assessment.is_done
            else "current"
            if number == here
            else "",
        }
        for number, step in enumerate(order)
    ]


def _export(
    request: HttpRequest, assessment: SelfAssessment, shown: list[queries.Section]
) -> HttpResponse:
    """What the page shows, as a table: the level agreed on, each team's, and how many chose what.

    What is withheld on the page, where too few have rated, is not in its lines either.
    """
    lines = [(section.title, line) for section in shown for line in section.lines]
    teams = [team for team, _ in lines[0][1].teams] if lines else []
    labels = next(([bar.label for bar in line.spread.bars] for _, line in lines if line.spread), [])
    headings = (
        *("Område", "Kriterium", "Nivå", "Grunder", "Underlag", "Förra gången"),
        *(f"Arbetslag: {team}" for team in teams),
        *(f"Enskilda: {label} (antal)" for label in labels),
    )
    rows = [
        (
            title,
            line.criterion.title,
            str(line.agreed.step) if line.agreed and line.agreed.step else "",
            line.agreed.grounds if line.agreed else "",
            ", ".join(str(link) for link in line.evidence),
            str(line.before.step) if line.before and line.before.step else "",
            *_of_teams(line, shows=line.teams_differ or assessment.step == Step.TEAM),
            *([bar.count for bar in line.spread.bars] if line.spread else [None] * len(labels)),
        )
        for title, line in lines
    ]
    name = f"Självskattning {assessment.unit.name} {assessment.campaign.school_year.label}"
    return table_response(request, name, headings, rows)


def _of_teams(line: queries.Line, *, shows: bool) -> list[str]:
    """Each team's level, where the page shows them."""
    return [
        str(rating.step) if shows and rating and rating.step else "" for _, rating in line.teams
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def rating_edit(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A criterion: what a team or the unit says, beside the raters' spread and last year."""
    user = signed_in(request)
    assessment = assessment_to_run(user, pk)
    team = _team(request, assessment)
    found = whole(assessment.version)
    rows = found.rows
    here = next((at for at, row in enumerate(rows) if row.criterion.pk == number), None)
    if here is None:
        raise Http404
    shown = queries.sections(assessment, found)
    line = next(line for section in shown for line in section.lines if line.criterion.pk == number)
    rating = line.agreed if team is None else dict(line.teams).get(team)
    form = RatingForm(
        request.POST or None,
        version=assessment.version,
        texts={level.step.pk: level.text for level in rows[here].levels},
        initial=_initial(rating),
    )
    # A team's name and the unit's own word are drafts of their own.
    key = f"rating:{pk}:{number}:{team.pk if team else 0}"
    back = f"{reverse('assessment_detail', args=[pk])}#kriterium-{number}"
    eyebrow = f"{assessment.unit} · {team.name if team else 'Det ni enas om'}"
    if request.method == "POST" and form.is_valid():
        try:
            actions.rate(
                assessment, criterion=line.criterion, team=team, by=user, **form.cleaned_data
            )
        except core_conflict.Conflict as conflict:
            theirs = Conflict(_initial(conflict.theirs), conflict.theirs.revision)
            return conflict_page(request, form, theirs, cancel=back, draft_key=key, eyebrow=eyebrow)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            following = rows[here + 1].criterion if here + 1 < len(rows) else None
            if "nasta" in request.POST and following is not None:
                query = f"?lag={team.pk}" if team else ""
                return redirect(reverse("rating_edit", args=[pk, following.pk]) + query)
            messages.success(request, f"”{line.criterion}” är sparat.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading=line.criterion.title,
        lead=line.criterion.question,
        eyebrow=eyebrow,
        submit="Spara och gå till nästa" if here + 1 < len(rows) else "Spara",
        cancel=back,
        draft_key=key,
        template="matrix/rating_edit.html",
        assessment=assessment,
        line=line,
        team=team,
        place=here + 1,
        total=len(rows),
        before_row=rows[here - 1].criterion if here else None,
        after_row=rows[here + 1].criterion if here + 1 < len(rows) else None,
        rating=rating,
        evidence=rating.evidence.all() if rating else [],
    )


def _team(request: HttpRequest, assessment: SelfAssessment) -> Team | None:
    number = request.GET.get("lag", "")
    if not number:
        return None
    return get_object_or_404(assessment.teams, pk=parse_pk(number))


def _initial(rating: Rating | None) -> dict[str, Any]:
    if rating is None:
        return {"revision": 0}
    return {"step": rating.step, "grounds": rating.grounds, "revision": rating.revision}


@require_safe
def rating_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has written what about a criterion: for the unit's own people.

    Who leads many units reads what a unit has agreed on, not what it weighed on the way there.
    """
    user = signed_in(request)
    rating = get_object_or_404(
        Rating.objects.filter(
            assessment__in=SelfAssessment.objects.worked_on_by(user, Permission.READ)
        ).select_related("assessment__unit", "criterion", "team"),
        pk=pk,
    )
    place = reverse("assessment_detail", args=[rating.assessment_id])
    return render(
        request,
        "core/history.html",
        {
            "heading": f"Historik: {rating.criterion}",
            "eyebrow": f"{rating.assessment.unit} · {rating.team or 'Det ni enas om'}",
            "back": f"{place}#kriterium-{rating.criterion_id}",
            "versions": shown_versions(
                versions(rating), labels={"nivå": "Nivån ändrades", "grunder": "Grunderna skrevs"}
            ),
        },
    )
