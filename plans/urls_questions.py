"""Where questions are read and answered, and rules switched."""

from django.urls import path

from plans import views_questions as views

urlpatterns = [
    path("plans/<slug:ref>/questions/", views.question_list, name="question-list"),
    path("plans/<slug:ref>/questions/answer/", views.question_answer, name="question-answer"),
    path("plans/<slug:ref>/rules/", views.rule_list, name="rule-list"),
    path("plans/<slug:ref>/rules/switch/", views.rule_switch, name="rule-switch"),
    path("plans/<slug:ref>/rules/overdue/", views.precedence, name="precedence"),
]
