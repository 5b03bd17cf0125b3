"""Named conditions on rows, and how rows are loaded."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from plans.rules.meanings import CLOSED, Meaning
from plans.rules.readings import DISPUTED

_CLOSED = [meaning.value for meaning in CLOSED]


def is_past(day: date) -> Q:
    """A due date that has passed on that day; whether that is overdue depends on the rating."""
    return Q(due_on__lt=day)


def known(known_on: date | None) -> Q:
    """The standings of what was known by the end of that day; None: of all that is known."""
    still = Q(known_until__isnull=True)
    if known_on is None:
        return still
    return (still | Q(known_until__gt=known_on)) & Q(known_from__lte=known_on)


def waits() -> Q:
    """The condition of `StandingQuerySet.waiting`, for counting."""
    return Q(awaits=True) & ~Q(endorsed="deferred")


def differs(day: date, *, overdue_is_behind: bool) -> Q:
    """The condition of `StandingQuerySet.differing`, for counting."""
    past = is_past(day)
    ahead = Q(due_on__isnull=True) | Q(due_on__gte=day)
    late = Q(rating__isnull=True) | Q(rating__meaning=Meaning.NOT_DUE)
    if overdue_is_behind:
        late |= Q(rating__meaning=Meaning.UNDER_WAY)
    disputed = Q(endorsed__in=[str(word) for word in DISPUTED])
    return (past & late) | (ahead & Q(rating__meaning=Meaning.BEHIND)) | disputed


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

    def at(self, day: date, known_on: date | None = None) -> "StandingQuerySet":
        """The one standing of each action on that day; none for what began later.

        `known_on` limits it to what was known by the end of that day; None: no limit.
        """
        open_or_later = Q(until_on__isnull=True) | Q(until_on__gt=day)
        return self.filter(known(known_on), open_or_later, from_on__lte=day)

    def up_to(self, day: date, known_on: date | None = None) -> "StandingQuerySet":
        """Every standing of each action from its first to that day, as known by the other."""
        return self.filter(known(known_on), from_on__lte=day)

    def outstanding(self) -> "StandingQuerySet":
        """Twin of rules.meanings.is_outstanding; tests run one grid of cases through both."""
        return self.filter(Q(rating__isnull=True) | ~Q(rating__meaning__in=_CLOSED))

    def overdue(self, day: date) -> "StandingQuerySet":
        """Twin of rules.meanings.is_overdue."""
        return self.outstanding().filter(due_on__lt=day)

    def work_remains(self) -> "StandingQuerySet":
        """Reported complete, where that statement or a later one says what is still to be done."""
        return self.filter(rating__meaning="complete", remains_said=True)

    def waiting(self) -> "StandingQuerySet":
        """What waits for the board and was not put off by it: that comes back of itself."""
        return self.filter(waits())

    def differing(self, day: date, *, overdue_is_behind: bool) -> "StandingQuerySet":
        """Where two of the three readings differ. Twin of rules.readings.readings_differ."""
        return self.filter(differs(day, overdue_is_behind=overdue_is_behind))

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
            "decision__meeting__board",
            "decision__kept_rating",
            "decision__recorded_by",
        ).prefetch_related("assignment__places__role")

    def in_plan_order(self) -> "StandingQuerySet":
        return self.order_by(F("action__position"), "pk")
