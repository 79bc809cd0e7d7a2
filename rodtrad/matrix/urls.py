"""Addresses of matrices and self-assessments."""

from django.urls import path

from rodtrad.matrix.views import agreeing, assessment, campaign, editing, matrix, raters, years

urlpatterns = [
    path("kvalitetsmatris/", assessment.assessment_list, name="assessment_list"),
    # matrices
    path("kvalitetsmatris/matriser/", matrix.matrix_list, name="matrix_list"),
    path("kvalitetsmatris/matriser/ny/", matrix.matrix_create, name="matrix_create"),
    path("kvalitetsmatris/matriser/las-in/", matrix.matrix_import, name="matrix_import"),
    path("kvalitetsmatris/version/<int:pk>/", matrix.version_detail, name="version_detail"),
    path("kvalitetsmatris/version/<int:pk>/ark/", matrix.version_export, name="version_export"),
    path("kvalitetsmatris/version/<int:pk>/ny/", matrix.version_create, name="version_create"),
    path(
        "kvalitetsmatris/version/<int:pk>/publicera/",
        matrix.version_publish,
        name="version_publish",
    ),
    path(
        "kvalitetsmatris/version/<int:pk>/dra-tillbaka/",
        matrix.version_withdraw,
        name="version_withdraw",
    ),
    path("kvalitetsmatris/version/<int:pk>/ta-bort/", matrix.version_remove, name="version_remove"),
    path("kvalitetsmatris/version/<int:pk>/andra/", editing.version_edit, name="version_edit"),
    path(
        "kvalitetsmatris/version/<int:pk>/omrade/",
        editing.matrix_area_create,
        name="matrix_area_create",
    ),
    path(
        "kvalitetsmatris/omrade/<int:pk>/andra/", editing.matrix_area_edit, name="matrix_area_edit"
    ),
    path(
        "kvalitetsmatris/omrade/<int:pk>/flytta/",
        editing.matrix_area_move,
        name="matrix_area_move",
    ),
    path(
        "kvalitetsmatris/omrade/<int:pk>/ta-bort/",
        editing.matrix_area_remove,
        name="matrix_area_remove",
    ),
    path(
        "kvalitetsmatris/omrade/<int:pk>/kriterium/",
        editing.criterion_create,
        name="criterion_create",
    ),
    path(
        "kvalitetsmatris/kriterium/<int:pk>/andra/", editing.criterion_edit, name="criterion_edit"
    ),
    path(
        "kvalitetsmatris/kriterium/<int:pk>/flytta/", editing.criterion_move, name="criterion_move"
    ),
    path(
        "kvalitetsmatris/kriterium/<int:pk>/ta-bort/",
        editing.criterion_remove,
        name="criterion_remove",
    ),
    # campaigns
    path("sjalvskattning/omgang/ny/", campaign.campaign_create, name="campaign_create"),
    path("sjalvskattning/omgang/<int:pk>/", campaign.campaign_detail, name="campaign_detail"),
    path("sjalvskattning/omgang/<int:pk>/andra/", campaign.campaign_edit, name="campaign_edit"),
    path(
        "sjalvskattning/omgang/<int:pk>/paminn/", campaign.campaign_remind, name="campaign_remind"
    ),
    path(
        "sjalvskattning/omgang/<int:pk>/fler-enheter/",
        campaign.campaign_add_units,
        name="campaign_add_units",
    ),
    # self-assessments
    path("sjalvskattning/<int:pk>/", assessment.assessment_detail, name="assessment_detail"),
    path("sjalvskattning/<int:pk>/min/", raters.assessment_rate, name="assessment_rate"),
    path("sjalvskattning/<int:pk>/min/<int:number>/", raters.sheet_rate, name="sheet_rate"),
    path("sjalvskattning/<int:pk>/lamna-in/", raters.sheet_hand_in, name="sheet_hand_in"),
    path(
        "sjalvskattning/<int:pk>/rakna-samman/",
        agreeing.assessment_close_individual,
        name="assessment_close_individual",
    ),
    path("sjalvskattning/<int:pk>/arbetslag/", agreeing.team_create, name="team_create"),
    path("sjalvskattning/arbetslag/<int:pk>/ta-bort/", agreeing.team_remove, name="team_remove"),
    path("sjalvskattning/<int:pk>/enas/", agreeing.assessment_agree, name="assessment_agree"),
    path("sjalvskattning/<int:pk>/klar/", agreeing.assessment_finish, name="assessment_finish"),
    path("sjalvskattning/<int:pk>/oppna/", agreeing.assessment_reopen, name="assessment_reopen"),
    path(
        "sjalvskattning/<int:pk>/kriterium/<int:number>/",
        assessment.rating_edit,
        name="rating_edit",
    ),
    path("sjalvskattning/skattning/<int:pk>/omrade/", agreeing.rating_area, name="rating_area"),
    path(
        "sjalvskattning/skattning/<int:pk>/historik/",
        assessment.rating_history,
        name="rating_history",
    ),
    path(
        "sjalvskattning/skattning/<int:pk>/underlag/",
        agreeing.evidence_create,
        name="evidence_create",
    ),
    path(
        "sjalvskattning/underlag/<int:pk>/ta-bort/",
        agreeing.evidence_remove,
        name="evidence_remove",
    ),
    path("sjalvskattning/over-aren/<str:code>/", years.assessment_years, name="assessment_years"),
]
