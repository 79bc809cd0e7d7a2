"""Addresses of the reports."""

from django.urls import path

from rodtrad.reports.views import decisions, lists, reading, writing

urlpatterns = [
    path("rapporter/", lists.report_list, name="report_list"),
    path("rapporter/ny/", lists.report_create, name="report_create"),
    path("rapporter/<int:pk>/", reading.report_detail, name="report_detail"),
    path("rapporter/<int:pk>/rapport.pdf", reading.report_pdf, name="report_pdf"),
    path("rapporter/<int:pk>/rapport.docx", reading.report_docx, name="report_docx"),
    path("rapporter/<int:pk>/historik/", reading.report_history, name="report_history"),
    path("rapporter/<int:pk>/lamna-in/", decisions.report_submit, name="report_submit"),
    path("rapporter/<int:pk>/aterlamna/", decisions.report_return, name="report_return"),
    path("rapporter/<int:pk>/faststall/", decisions.report_adopt, name="report_adopt"),
    path("rapporter/<int:pk>/ny-version/", decisions.report_new_version, name="report_new_version"),
    path("avsnitt/<int:pk>/", writing.section_edit, name="section_edit"),
    path("avsnitt/<int:pk>/klart/", writing.section_ready, name="section_ready"),
    path("avsnitt/<int:pk>/historik/", writing.section_history, name="section_history"),
    path(
        "avsnitt/<int:pk>/historik/<int:number>/aterstall/",
        writing.section_restore,
        name="section_restore",
    ),
]
