"""Where boards and their meetings are read and run."""

from django.urls import path

from plans import views_meeting_run as run
from plans import views_meetings as views

urlpatterns = [
    path("meetings/", views.meeting_list, name="meeting-list"),
    path("meetings/<slug:ref>/", run.meeting, name="meeting"),
    path("meetings/<slug:ref>/record/", run.meeting_record, name="meeting-record"),
    path("meetings/<slug:ref>/change/", views.meeting_change, name="meeting-change"),
    path("meetings/<slug:ref>/decisions/", views.meeting_decisions, name="meeting-decisions"),
    path("boards/<slug:ref>/", views.board, name="board"),
    path("boards/<slug:ref>/add-meeting/", views.meeting_add, name="meeting-add"),
    path("plans/<slug:ref>/board/", views.with_board, name="plan-board"),
]
