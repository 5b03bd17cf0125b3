"""Where a quarter's readings are entered and approved."""

from django.urls import path

from indicators import views_entry as views

urlpatterns = [
    path("entry/", views.entry, name="entry"),
    path("entry/check/", views.entry_check, name="entry-check"),
    path("approvals/", views.approvals, name="approvals"),
]
