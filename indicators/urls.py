"""The pages of indicators."""

from django.urls import include, path

from indicators import views, views_tables

app_name = "indicators"
urlpatterns = [
    path("indicators/", views.indicator_list, name="indicator-list"),
    path("indicators/", include("indicators.urls_entry")),
    path("indicators/", include("indicators.urls_definition")),
    path("indicators/tables/", views_tables.table_list, name="table-list"),
    path("indicators/tables/<slug:ref>/", views_tables.table, name="table"),
    path("indicators/tables/<slug:ref>.csv", views_tables.table_csv, name="table-csv"),
    path("indicators/<slug:ref>/", views.indicator, name="indicator"),
    path("indicators/<slug:ref>/readings.csv", views.reading_csv, name="reading-csv"),
]
