"""The addresses of scrutiny reviews."""

from django.urls import path

from reports import (
    views_review_history,
    views_review_monitor,
    views_review_parts,
    views_review_row,
    views_reviews,
)

urlpatterns = [
    path("reviews/", views_reviews.reviews, name="review-list"),
    path("reviews/add/", views_reviews.review_add, name="review-add"),
    path("reviews/monitor/", views_review_monitor.review_monitor, name="review-monitor"),
    path("reviews/<slug:ref>/", views_reviews.review, name="review"),
    path("reviews/<slug:ref>/fields/", views_review_history.picker, name="review-picker"),
    path("reviews/<slug:ref>/<slug:part>/", views_review_parts.part, name="review-part"),
    path(
        "reviews/<slug:ref>/<slug:part>/<int:pk>/",
        views_review_row.part_change,
        name="review-part-change",
    ),
    path(
        "reviews/<slug:ref>/<slug:part>/<int:pk>/history/",
        views_review_history.history,
        name="review-history",
    ),
]
