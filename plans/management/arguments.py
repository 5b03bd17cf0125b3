"""What the commands share: reading dates and plans, and failing with one sentence."""

from datetime import date

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from plans.models import Plan
from plans.selectors.plans import BeforeThePlan, NoSuchPlan, get_plan, require_day


def add_day_arguments(parser: CommandParser, *, known_on: bool = False) -> None:
    parser.add_argument(
        "--as-at", metavar="DATE", help="the day asked about, as 2015-04-23 (default: today)"
    )
    if known_on:
        parser.add_argument(
            "--known-on", metavar="DATE", help="count only what was known by the end of that day"
        )


def iso_day(text: str | None, option: str, *, today: date) -> date | None:
    """The day that an option names; None where it was not given. Refuses nonsense and the future."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{option} {text} is not a date: write it as 2015-04-23.") from None
    if day > today:
        raise CommandError(
            f"{option} {text} is in the future: nothing is known of it yet. Give today or an earlier day."
        )
    return day


def today() -> date:
    """Today in the United Kingdom; commands are where the clock is read."""
    return timezone.localdate()  # noqa: TID251


def plan_on_day(ref: str, as_at: str | None) -> tuple[Plan, date]:
    """The plan and the day that a command names, or one sentence on what is wrong with them."""
    day = iso_day(as_at, "--as-at", today=today()) or today()
    try:
        plan = get_plan(ref)
        require_day(plan, day)
    except (NoSuchPlan, BeforeThePlan) as error:
        raise CommandError(str(error)) from None
    return plan, day
