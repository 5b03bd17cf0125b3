"""Where packs are: made, drafted, issued, verified, and set."""

from django.urls import path

from reports import (
    views_packs,
    views_packs_begin,
    views_packs_drafts,
    views_packs_issued,
    views_packs_jobs,
    views_packs_settings,
)

urlpatterns = [
    path("packs/", views_packs.packs, name="packs"),
    path("packs/begin/", views_packs_begin.begin, name="draft-begin"),
    path("packs/drafts/<int:pk>/", views_packs_drafts.draft, name="draft"),
    path("packs/drafts/<int:pk>/change/", views_packs_begin.change, name="draft-change"),
    path("packs/drafts/<int:pk>/sections/", views_packs_drafts.sections, name="draft-sections"),
    path("packs/drafts/<int:pk>/accept/", views_packs_drafts.accept, name="draft-accept"),
    path("packs/drafts/<int:pk>/withdraw/", views_packs_drafts.withdraw, name="draft-withdraw"),
    path("packs/drafts/<int:pk>/preview/", views_packs_drafts.preview, name="draft-preview"),
    path(
        "packs/drafts/<int:pk>/files/<slug:ending>/",
        views_packs_drafts.draft_file,
        name="draft-file",
    ),
    path("packs/drafts/<int:pk>/files/", views_packs_drafts.files, name="draft-files"),
    path("packs/drafts/<int:pk>/issue/", views_packs_drafts.issue, name="draft-issue"),
    path("packs/jobs/<int:pk>/", views_packs_jobs.job, name="job"),
    path("packs/jobs/<int:pk>/cancel/", views_packs_jobs.cancel, name="job-cancel"),
    path("packs/jobs/<int:pk>/<slug:ending>/", views_packs_jobs.job_file, name="job-file"),
    path("packs/issued/<int:pk>/", views_packs_issued.issued, name="issued"),
    path("packs/issued/<int:pk>/correct/", views_packs_issued.correct, name="issued-correct"),
    path(
        "packs/issued/<int:pk>/<slug:ending>/", views_packs_issued.issued_file, name="issued-file"
    ),
    path("packs/verify/", views_packs_issued.verify, name="verify"),
    path("packs/settings/", views_packs_settings.settings, name="pack-settings"),
    path("packs/settings/<slug:kind>/", views_packs_settings.order, name="pack-order"),
]
