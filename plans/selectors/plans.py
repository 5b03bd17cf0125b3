"""Finds a plan, and the day on which it is asked about."""

from datetime import date

from plans.models import Plan
from plans.rules import words
from plans.rules.dates import date_text


class NoSuchPlan(LookupError):
    """There is no plan of that reference."""


class BeforeThePlan(ValueError):
    """The day asked about is before the plan began, when nothing about it is dated."""


def get_plan(ref: str) -> Plan:
    """The plan with its service and key. Raises NoSuchPlan, naming those that exist."""
    try:
        return Plan.objects.select_related("service").prefetch_related("ratings").get(ref=ref)
    except Plan.DoesNotExist:
        refs = words.listed(list(Plan.objects.values_list("ref", flat=True)))
        known = f"The plans here are: {refs}." if refs else "No plan has been loaded yet."
        raise NoSuchPlan(f"There is no plan “{ref}”. {known}") from None


def require_day(plan: Plan, as_at: date) -> None:
    """Raises BeforeThePlan where nothing about the plan is dated on that day."""
    if as_at < plan.begins_on:
        raise BeforeThePlan(
            f"The plan “{plan.title}” begins on {date_text(plan.begins_on, 'day')}: "
            f"it cannot be shown as at {date_text(as_at, 'day')}."
        )
