"""Disclosure control: which figures the public is not told, so that no child can be worked out."""

from indicators.rules.disclosure.policy import Policy

__all__ = ["Policy"]
