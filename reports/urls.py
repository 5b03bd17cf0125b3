from django.urls import path

from reports import views, views_packs, views_tables, views_time

app_name = "reports"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("plans/", views.plan_list, name="plan-list"),
    path("plans/<slug:ref>/", views.plan_dashboard, name="plan-dashboard"),
    path("plans/<slug:ref>/pack/", views_packs.plan_pack, name="plan-pack"),
    path("plans/<slug:ref>/journey/", views_time.journey, name="journey"),
    path("packs/", views_packs.packs, name="packs"),
    path("packs/tables.xlsx", views_tables.tables, name="tables"),
]
