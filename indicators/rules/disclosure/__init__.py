"""Disclosure control: which figures the public is not told, so that no child can be worked out."""

from indicators.rules.disclosure.held import HELD_WORDS, WITHHELD, Held, HeldFigure
from indicators.rules.disclosure.policy import Policy

__all__ = ["HELD_WORDS", "WITHHELD", "Held", "HeldFigure", "Policy"]
