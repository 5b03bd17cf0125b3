"""Addresses of the pages about what changed and what slipped."""

from django.urls import path

from plans import views_time

urlpatterns = [
    path("plans/<slug:ref>/changes/", views_time.changes, name="changes"),
    path("plans/<slug:ref>/slips/", views_time.slips, name="slips"),
]
