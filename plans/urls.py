from django.urls import include, path

from plans import views, views_list, views_record

app_name = "plans"
urlpatterns = [
    path("plans/<slug:ref>/actions/", views_list.ActionList.as_view(), name="action-list"),
    path("plans/<slug:ref>/actions.csv", views_list.action_csv, name="action-csv"),
    path("plans/<slug:ref>/actions/update/", views_record.bulk_update, name="bulk-update"),
    path("actions/<int:pk>/", views.action, name="action"),
    path("actions/<int:pk>/update/", views_record.action_update, name="action-update"),
    path("inspections/", views.inspection_list, name="inspection-list"),
    path("inspections/<slug:ref>/", views.inspection, name="inspection"),
    path(
        "inspections/<slug:ref>/recommendations/<slug:number>/",
        views.recommendation,
        name="recommendation",
    ),
    path("sources/", views.source_list, name="source-list"),
    path("words/", views.words, name="words"),
    path("", include("plans.urls_meetings")),
    path("", include("plans.urls_questions")),
    path("", include("plans.urls_people")),
    path("", include("plans.urls_log")),
    path("", include("plans.urls_time")),
]
