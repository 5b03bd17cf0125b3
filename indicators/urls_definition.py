"""Pages that define indicators."""

from django.urls import path

from indicators import views_bands
from indicators import views_definition as views

urlpatterns = [
    path("new/", views.indicator_add, name="indicator-add"),
    path("<slug:ref>/change/", views.indicator_change, name="indicator-change"),
    path("<slug:ref>/bands/", views_bands.bands, name="bands"),
    path("<slug:ref>/notes/add/", views.note_add, name="note-add"),
    path("<slug:ref>/links/", views.links, name="links"),
]
