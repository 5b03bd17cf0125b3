"""Named conditions on rows, and how rows are loaded."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from plans.rules.meanings import CLOSED

_CLOSED = [meaning.value for meaning in CLOSED]


class PlanQuerySet(models.QuerySet):
    def of_service(self, service) -> "PlanQuerySet":
        return self.filter(service=service)


class AppendOnlyQuerySet(models.QuerySet):
    """Statements are written once; the database refuses the same (see the migrations)."""

    def update(self, **kwargs):
        raise TypeError("Statements are never edited: record another that corrects it.")

    def delete(self):
        raise TypeError("Statements are never deleted: record another that corrects it.")


class StandingQuerySet(models.QuerySet):
    def of_plan(self, plan) -> "StandingQuerySet":
        return self.filter(objective__plan=plan)

    def at(self, day: date) -> "StandingQuerySet":
        """The one standing of each action on that day; none for what began later."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)

    def outstanding(self) -> "StandingQuerySet":
        """Twin of rules.meanings.is_outstanding; tests run one grid of cases through both."""
        return self.filter(Q(rating__isnull=True) | ~Q(rating__meaning__in=_CLOSED))

    def overdue(self, day: date) -> "StandingQuerySet":
        """Twin of rules.meanings.is_overdue."""
        return self.outstanding().filter(due_on__lt=day)

    def work_remains(self) -> "StandingQuerySet":
        """Reported complete, where that statement or a later one says what is still to be done."""
        return self.filter(rating__meaning="complete", remains_said=True)

    def with_facts(self) -> "StandingQuerySet":
        """Everything that a line about an action prints, in two queries whatever the number of rows."""
        return self.select_related(
            "action__objective__part",
            "action__outcome",
            "action__success_measure",
            "action__source",
            "rating",
            "lead",
            "rated_by",
            "commented_by",
            "remains_by",
            "forecast_by",
            "evidenced_by",
            "latest",
            "first_due",
            "due",
            "assignment",
        ).prefetch_related("assignment__places__role")

    def in_plan_order(self) -> "StandingQuerySet":
        return self.order_by(F("action__position"), "pk")
