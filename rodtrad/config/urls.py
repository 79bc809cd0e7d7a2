"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("konto/", include("rodtrad.accounts.urls")),
    path("", include("rodtrad.drafts.urls")),
    path("", include("rodtrad.notifications.urls")),
    path("", include("rodtrad.organisation.urls")),
    path("", include("rodtrad.integrations.urls")),
    path("", include("rodtrad.forums.urls")),
    path("", include("rodtrad.steering.urls")),
    path("", include("rodtrad.indicators.urls")),
    path("", include("rodtrad.goals.urls")),
    path("", include("rodtrad.surveys.urls")),
    path("", include("rodtrad.evidence.urls")),
    path("", include("rodtrad.reports.urls")),
    path("", include("rodtrad.keyfigures.urls")),
    path("", include("rodtrad.yearwheel.urls")),
    path("", include("rodtrad.meetings.urls")),
    path("", include("rodtrad.matrix.urls")),
    path("", include("rodtrad.dialogues.urls")),
    path("", include("rodtrad.inspection.urls")),
    path("", include("rodtrad.home.urls")),
]

handler400 = "rodtrad.home.views.bad_request"
handler403 = "rodtrad.home.views.forbidden"
handler404 = "rodtrad.home.views.not_found"
handler500 = "rodtrad.home.views.server_error"
