"""Draws what a page holds: plans and indicators know nothing of figures, so their templates ask."""

from dataclasses import replace

from django import template
from django.utils.safestring import SafeString

from indicators.readmodels_bands import NumberLine
from indicators.readmodels_chart import Chart, Spark
from plans.readmodels_time import ActionJourney
from reports.figures.bands import number_line_figure
from reports.figures.figure import Figure
from reports.figures.line import line_drawing, line_figure
from reports.figures.spark import spark_svg
from reports.figures.strip import strip_figure

register = template.Library()


@register.filter
def strip(journey: ActionJourney) -> Figure:
    """The journey of an action as a figure."""
    return strip_figure(journey)


@register.filter
def line(chart: Chart, prefix: str = "") -> Figure:
    """The chart of an indicator as a figure; a page that has it twice gives each a prefix."""
    return line_figure(chart, prefix=prefix or f"line-{chart.ref}")


@register.filter
def paper_line(chart: Chart, prefix: str = "") -> SafeString:
    """The chart of an indicator as a paper has it: one drawing, its words of a size to be printed.

    A PDF takes what it says of a drawing from the title alone, so the description stands in it.
    """
    words = f"{chart.title}. {chart.description}".strip()
    return line_drawing(
        replace(chart, title=words, description=""), prefix=prefix or f"paper-{chart.ref}"
    )


@register.filter
def spark(small: Spark) -> SafeString:
    """The small chart of a list, with its words."""
    return spark_svg(small)


@register.filter
def number_line(bands: NumberLine, prefix: str = "bands") -> Figure:
    """A set of bands on a number line as a figure."""
    return number_line_figure(bands, prefix=prefix)
