"""Pages of campaigns: one start for all units, and how far they have come."""

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.drafts.actions import discard_draft
from rodtrad.matrix.actions import campaign as actions
from rodtrad.matrix.forms import CampaignForm, DeadlineForm
from rodtrad.matrix.models import Campaign, Matrix, MatrixVersion, SelfAssessment
from rodtrad.matrix.queries import assessment as queries
from rodtrad.organisation.access import Permission, own_units, require_anywhere, units_open_to
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.organisation.scope import signed_in


def _leads_all(user: User, campaign: Campaign) -> bool:
    """Whether every unit of the campaign is one that the person leads."""
    led = campaign.assessments.open_to(user, Permission.LEAD).values("pk")
    return not campaign.assessments.exclude(pk__in=led).exists()


def _whole(user: User, pk: int) -> Campaign:
    """A campaign that the person may change for everybody in it."""
    campaign = _campaign(user, pk)
    if not _leads_all(user, campaign):
        raise Http404
    return campaign


def _campaign(user: User, pk: int) -> Campaign:
    found: Campaign = get_object_or_404(
        Campaign.objects.led_by(user).select_related(
            "unit", "school_year", "preschool_matrix__matrix", "school_matrix__matrix"
        ),
        pk=pk,
    )
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_create(request: HttpRequest) -> HttpResponse:
    """Start a self-assessment at all units."""
    user = signed_in(request)
    require_anywhere(user, Permission.LEAD)
    today = timezone.localdate()
    units = list(
        (units_open_to(user, Permission.LEAD).exclude(kind__in=Unit.WORKING_KINDS))[:100]
    ) or list(own_units(user, Permission.LEAD)[:100])
    form = CampaignForm(
        request.POST or None, units=units, today=today, initial=_suggested(units, user)
    )
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        fields["smallest_group"] = int(fields["smallest_group"])
        try:
            campaign = actions.start_campaign(by=user, **fields)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, "campaign:new")
            count = campaign.assessments.count()
            messages.success(
                request,
                f"Självskattningen har börjat på {count} enheter, och rektorerna vet om det.",
            )
            return redirect("campaign_detail", campaign.pk)
    return form_page(
        request,
        form,
        heading="Starta självskattning",
        lead="En start för alla enheter. Varje enhet börjar om från noll; förra årets grunder "
        "kan läsas bredvid.",
        submit="Starta självskattningen",
        cancel=reverse("assessment_list"),
        draft_key="campaign:new",
    )


def _suggested(units: list[Unit], user: User) -> dict[str, object]:
    """What a start usually looks like: this school year, the newest matrices, a month."""
    today = timezone.localdate()
    newest: dict[str, MatrixVersion] = {}
    for version in MatrixVersion.objects.usable().select_related("matrix").order_by("published_on"):
        newest[version.matrix.unit_kind] = version
    named = set(own_units(user, Permission.LEAD).values_list("pk", flat=True))
    own = [unit for unit in units if unit.pk in named]
    return {
        "unit": next(iter(own or units), None),
        "school_year": SchoolYear.objects.filter(start=today.year - (today.month < 8)).first(),
        "opens": today,
        "deadline": today + timedelta(days=42),
        "smallest_group": 5,
        "preschool_matrix": newest.get(Matrix.For.PRESCHOOL),
        "school_matrix": newest.get(Matrix.For.SCHOOL),
    }


@require_safe
def campaign_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How far each unit has come, by name; and all units together, without names."""
    user = signed_in(request)
    campaign = _campaign(user, pk)
    step, words = request.GET.get("steg", ""), request.GET.get("q", "").strip()[:100]
    today = timezone.localdate()
    rows = queries.progress(campaign, user, today=today, step=step, words=words)
    if wanted_format(request):
        return table_response(
            request,
            f"Självskattning {campaign.school_year.label}",
            ("Enhet", "Steg", "Klar"),
            ((row.unit.name, row.get_step_display(), row.done_on) for row in rows),
        )
    counts = _counts(campaign, user, today)
    total, ready = sum(counts.values()), counts.get(SelfAssessment.Step.DONE, 0)
    return render(
        request,
        "matrix/campaign_detail.html",
        {
            "campaign": campaign,
            "page": page_of(request, rows),
            "steps": SelfAssessment.Step.choices,
            "step": step,
            "text": words,
            "total": total,
            "ready": ready,
            "waiting": total - ready,
            "leads_all": _leads_all(user, campaign),
            "is_late": campaign.deadline < today,
            "together": queries.all_units_together(campaign, user) if ready else [],
        },
    )


def _counts(campaign: Campaign, user: User, today: date) -> dict[str, int]:
    found: dict[str, int] = {}
    led = campaign.assessments.open_to(user, Permission.LEAD).expected(today)
    for step in led.values_list("step", flat=True):
        found[step] = found.get(step, 0) + 1
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the last day."""
    user = signed_in(request)
    campaign = _whole(user, pk)
    form = DeadlineForm(request.POST or None, initial={"deadline": campaign.deadline})
    back = reverse("campaign_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_deadline(campaign, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Sista dagen är ändrad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra sista dag",
        eyebrow=str(campaign),
        submit="Spara sista dagen",
        cancel=back,
    )


@require_POST
def campaign_remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind the units that are not done."""
    user = signed_in(request)
    count = actions.remind(_campaign(user, pk), today=timezone.localdate(), by=user)
    messages.success(request, f"{count} enheter är påminda." if count else "Alla är klara.")
    return redirect("campaign_detail", pk)


@require_POST
def campaign_add_units(request: HttpRequest, pk: int) -> HttpResponse:
    """Let units that have opened since the start take part."""
    user = signed_in(request)
    count = actions.add_late_units(_whole(user, pk), today=timezone.localdate(), by=user)
    messages.success(
        request, f"{count} enheter är tillagda." if count else "Alla öppna enheter är redan med."
    )
    return redirect("campaign_detail", pk)
