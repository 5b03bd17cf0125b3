"""Draws what a page of plans holds: plans know nothing of figures, so their templates ask for one."""

from django import template

from plans.readmodels_time import ActionJourney
from reports.figures.figure import Figure
from reports.figures.strip import strip_figure

register = template.Library()


@register.filter
def strip(journey: ActionJourney) -> Figure:
    """The journey of an action as a figure."""
    return strip_figure(journey)
