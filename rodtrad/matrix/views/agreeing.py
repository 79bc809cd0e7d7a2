"""What moves a self-assessment on: counting together, teams, agreeing, done, and evidence."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.accounts.models import User
from rodtrad.core.forms import add_errors, form_page
from rodtrad.goals.models import Goal
from rodtrad.indicators.models import Indicator
from rodtrad.matrix.actions import ratings as actions
from rodtrad.matrix.actions.raters import close_individual
from rodtrad.matrix.forms import EvidenceForm, TeamForm
from rodtrad.matrix.models import Evidence, Rating, SelfAssessment, Team
from rodtrad.matrix.views.shared import assessment_to_run, done
from rodtrad.organisation.access import Permission
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import signed_in
from rodtrad.reports.models import Report


def _confirmed(
    request: HttpRequest,
    assessment: SelfAssessment,
    act: Callable[[], Any],
    *,
    sentence: str,
    **shown: Any,
) -> HttpResponse:
    """A step that is asked about before it is taken."""
    back = reverse("assessment_detail", args=[assessment.pk])
    if request.method == "POST":
        done(request, act, sentence)
        return redirect(back)
    context = {"eyebrow": str(assessment), "cancel": back, **shown}
    return render(request, "core/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_close_individual(request: HttpRequest, pk: int) -> HttpResponse:
    """Count the individual answers together."""
    user = signed_in(request)
    assessment = assessment_to_run(user, pk)
    count, smallest = assessment.marks.count(), assessment.campaign.smallest_group
    few = (
        f" Det är färre än {smallest}, så ingenting av vad de svarade kommer att visas."
        if count < smallest
        else ""
    )
    return _confirmed(
        request,
        assessment,
        lambda: close_individual(assessment, by=user),
        sentence="De enskilda skattningarna är hopräknade. Nu skattar arbetslagen.",
        heading="Räkna samman de enskilda skattningarna?",
        text=f"{count} har lämnat in.{few} Efter det kan ingen lämna in fler, och blanketterna "
        "tas bort: bara hur många som valde varje nivå finns kvar. Det går inte att ångra.",
        submit="Räkna samman",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def team_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a team."""
    user = signed_in(request)
    assessment = assessment_to_run(user, pk)
    back = f"{reverse('assessment_detail', args=[pk])}#arbetslag"
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_team(assessment, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Arbetslaget är tillagt.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Nytt arbetslag",
        eyebrow=str(assessment),
        submit="Lägg till arbetslaget",
        cancel=back,
    )


@require_POST
def team_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a team that has rated nothing."""
    user = signed_in(request)
    mine = SelfAssessment.objects.worked_on_by(user, Permission.PLAN)
    team = get_object_or_404(Team.objects.filter(assessment__in=mine), pk=pk)
    done(request, lambda: actions.remove_team(team, by=user), "Arbetslaget är borttaget.")
    return redirect("assessment_detail", team.assessment_id)


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on to agreeing."""
    user = signed_in(request)
    assessment = assessment_to_run(user, pk)
    return _confirmed(
        request,
        assessment,
        lambda: actions.begin_agreeing(assessment, by=user),
        sentence="Nu enas ni. Börja med det ni ser olika på.",
        heading="Börja enas?",
        text="Arbetslagens skattningar finns kvar och kan läsas bredvid. Har ni ett enda "
        "arbetslag börjar ni från det som det har skrivit.",
        submit="Börja enas",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the unit is done."""
    user = signed_in(request)
    assessment = assessment_to_run(user, pk)
    today = timezone.localdate()
    return _confirmed(
        request,
        assessment,
        lambda: actions.finish_assessment(assessment, on=today, by=user),
        sentence="Självskattningen är klar, och skolchefen kan läsa den.",
        heading="Är självskattningen klar?",
        text="Skolchef och utvecklingschef kan då läsa vad ni har enats om, era grunder och hur "
        "de enskilda skattningarna fördelade sig. Den är underlag för förvaltningens "
        "kvalitetsdialog.",
        submit="Självskattningen är klar",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a self-assessment that was done, to change something."""
    user = signed_in(request)
    assessment = assessment_to_run(user, pk)
    return _confirmed(
        request,
        assessment,
        lambda: actions.reopen_assessment(assessment, by=user),
        sentence="Självskattningen är öppen igen.",
        heading="Öppna självskattningen igen?",
        text="Skolchefen ser den inte förrän ni säger att den är klar på nytt.",
        submit="Öppna igen",
    )


def _rating_to_run(user: User, pk: int) -> Rating:
    mine = SelfAssessment.objects.worked_on_by(user, Permission.PLAN)
    found: Rating = get_object_or_404(
        Rating.objects.filter(assessment__in=mine).select_related(
            "assessment__unit", "assessment__campaign__school_year", "criterion", "team"
        ),
        pk=pk,
    )
    return found


def _place(rating: Rating) -> str:
    page = reverse("assessment_detail", args=[rating.assessment_id])
    return f"{page}#kriterium-{rating.criterion_id}"


@require_http_methods(["GET", "HEAD", "POST"])
def rating_area(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a criterion become a development area."""
    user = signed_in(request)
    rating = _rating_to_run(user, pk)
    if request.method == "POST":
        done(
            request,
            lambda: actions.make_area(rating, by=user),
            "Kriteriet är nu ett utvecklingsområde. Därifrån kan det bli ett mål.",
        )
        return redirect(_place(rating))
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Gör ”{rating.criterion}” till utvecklingsområde?",
            "eyebrow": str(rating.assessment),
            "text": "Det läggs bland enhetens utvecklingsområden med era grunder, och kan bli "
            "nästa läsårs mål.",
            "facts": [("Nivå", rating.step or "Inte skattat"), ("Grunder", rating.grounds or "–")],
            "submit": "Gör till utvecklingsområde",
            "cancel": _place(rating),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Link a rating to a goal, an indicator or a report."""
    user = signed_in(request)
    rating = _rating_to_run(user, pk)
    form = EvidenceForm(request.POST or None, choices=_choices(rating.assessment.unit))
    if request.method == "POST" and form.is_valid():
        kind, _, number = form.cleaned_data["what"].partition(":")
        rows: dict[str, Any] = {"goal": Goal, "indicator": Indicator, "report": Report}
        chosen = get_object_or_404(rows[kind], pk=number)
        try:
            actions.add_evidence(rating, by=user, **{kind: chosen})
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Underlaget är länkat.")
            return redirect(_place(rating))
    return form_page(
        request,
        form,
        heading="Länka underlag",
        eyebrow=f"{rating.assessment.unit} · {rating.criterion}",
        lead="Vad i ert eget arbete visar att ni är på den nivån?",
        submit="Länka underlaget",
        cancel=_place(rating),
    )


def _choices(unit: Unit) -> list[tuple[str, list[tuple[str, str]]]]:
    """The unit's own goals, the indicators that they use, and its reports. Three queries."""
    goals = Goal.objects.filter(unit=unit).order_by("-ends", "title")[:100]
    indicators = (
        Indicator.objects.filter(targets__goal__unit=unit).distinct().order_by("name")[:100]
    )
    reports = (
        Report.objects.filter(unit=unit)
        .select_related("kind", "school_year")
        .order_by("-school_year", "-version")[:20]
    )
    groups = [
        ("Mål", [(f"goal:{row.pk}", row.title) for row in goals]),
        ("Indikatorer", [(f"indicator:{row.pk}", row.name) for row in indicators]),
        ("Rapporter", [(f"report:{row.pk}", f"{row.kind} {row.school_year}") for row in reports]),
    ]
    return [(label, rows) for label, rows in groups if rows]


@require_POST
def evidence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a link away."""
    user = signed_in(request)
    mine = SelfAssessment.objects.worked_on_by(user, Permission.PLAN)
    evidence = get_object_or_404(
        Evidence.objects.filter(rating__assessment__in=mine).select_related("rating__assessment"),
        pk=pk,
    )
    place = _place(evidence.rating)
    done(request, lambda: actions.remove_evidence(evidence, by=user), "Länken är borttagen.")
    return redirect(place)
