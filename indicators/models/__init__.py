"""Indicators, what rates them, what was published of them, and the tables that it stood in."""

from indicators.models.bands import Band, BandSet, Target
from indicators.models.definition import CountingRule, Indicator, Step
from indicators.models.notes import Claim, Link, Note
from indicators.models.readings import Approval, Reading
from indicators.models.tables import SourceTable, TableCell, TableColumn, TableRow

__all__ = [
    "Approval",
    "Band",
    "BandSet",
    "Claim",
    "CountingRule",
    "Indicator",
    "Link",
    "Note",
    "Reading",
    "SourceTable",
    "Step",
    "TableCell",
    "TableColumn",
    "TableRow",
    "Target",
]
