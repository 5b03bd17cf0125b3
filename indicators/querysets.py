"""Named sets of readings."""

from datetime import date

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from plans.querysets import AppendOnlyQuerySet


def given_by(day: date, known_on: date | None = None, *, of: str = "") -> Q:
    """What is typed, and what a document gives by that day, and by the other where it is given.

    A document without a day counts from the day on which its row was recorded. `of` is the way from
    the rows asked for to those that have the source, as "row__table__".
    """
    last = min(day, known_on or day)
    on = f"{of}source__published_on"
    return (
        Q(**{f"{of}source__isnull": True})
        | Q(**{f"{on}__lte": last})
        | Q(**{f"{on}__isnull": True, f"{of}recorded_at__date__lte": last})
    )


class ReadingQuerySet(AppendOnlyQuerySet):
    """Readings by what was published, known and approved."""

    def published_by(self, day: date, *, known_on: date | None = None) -> "ReadingQuerySet":
        """Those published by the end of that day, and known by the end of the other where it is given.

        Where no day is given the document's counts; a reading without either counts from the day
        that it was recorded.
        """
        rows = self.alias(
            counts_from=Coalesce("published_on", "source__published_on", "known_on")
        ).filter(counts_from__lte=day)
        return rows.filter(known_on__lte=known_on) if known_on else rows

    def outside(self) -> "ReadingQuerySet":
        """Those that may be shown outside the service: from a document, or approved last.

        The last word counts for every look back: what was taken back because it gives away a child is
        shown for no day any more. The record keeps that it once was.
        """
        return self._judged().filter(Q(source__isnull=False) | Q(approved=True))

    def inside(self) -> "ReadingQuerySet":
        """Those and what waits for approval; what was sent back stands nowhere."""
        return self._judged().filter(
            Q(source__isnull=False) | Q(approved=True) | Q(approved__isnull=True)
        )

    def _judged(self) -> "ReadingQuerySet":
        approval = self.model._meta.get_field("approvals").related_model
        said = approval.objects.filter(reading=OuterRef("pk")).order_by("-pk")
        return self.alias(approved=Subquery(said.values("is_approved")[:1]))
