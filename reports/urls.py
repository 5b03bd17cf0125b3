from django.urls import include, path

from reports import views, views_packs, views_releases, views_tables, views_time

app_name = "reports"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("plans/", views.plan_list, name="plan-list"),
    path("plans/<slug:ref>/", views.plan_dashboard, name="plan-dashboard"),
    path("plans/<slug:ref>/pack/", views_packs.plan_pack, name="plan-pack"),
    path("plans/<slug:ref>/journey/", views_time.journey, name="journey"),
    path("", include("reports.urls_reviews")),
    path("", include("reports.urls_packs")),
    path("packs/texts/<slug:ref>/", views_releases.releases, name="releases"),
    path("packs/tables.xlsx", views_tables.tables, name="tables"),
]
