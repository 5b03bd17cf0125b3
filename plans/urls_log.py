"""Where the record is read, and where a text is blanked."""

from django.urls import path

from plans import views_log as views

urlpatterns = [
    path("plans/<slug:ref>/record/", views.plan_record, name="plan-record"),
    path("actions/<int:pk>/record/", views.action_record, name="action-record"),
    path("record/", views.record, name="record"),
    path("record/<str:model>/<int:pk>/", views.object_record, name="object-record"),
    path("redactions/", views.redaction_list, name="redaction-list"),
    path("redact/", views.redact_find, name="redact-find"),
    path("redact/<str:model>/<int:pk>/", views.redact, name="redact"),
]
