"""The day of a moment, as people in the United Kingdom count it."""

from datetime import date, datetime

from django.utils import timezone


def day_of(at: datetime) -> date:
    """The day on which that moment falls; it is given, so no clock is read."""
    return timezone.localdate(at)  # noqa: TID251
