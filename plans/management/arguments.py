"""What the commands share: reading dates and plans, and failing with one sentence."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError
from django.utils import timezone

from plans.models import Plan
from plans.rules.dates import long_date
from plans.selectors.plans import BeforeThePlan, NoSuchPlan, get_plan, require_day
from plans.services.acting import arriving


class DatabaseCommand(BaseCommand):
    """A command that needs the tables; where it cannot use them it says so in one sentence."""

    def execute(self, *args, **options) -> str | None:
        try:
            with arriving(f"command {type(self).__module__.rpartition('.')[2]}"):
                return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            if isinstance(error, ProgrammingError) or "no such " in str(error):
                raise CommandError(
                    "The database has no tables yet: run python manage.py migrate."
                ) from error
            said = str(error).partition("\n")[0].rstrip(".")
            raise CommandError(f"The database cannot be used: {said}.") from error


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
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError  # 2015-W17-4 and 20150423 are dates of ISO too, and hard to read
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


class PlanCommand(DatabaseCommand):
    """A command that says something of one plan on one day, in words or as one JSON object."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "plan", metavar="PLAN", help="a plan's reference, such as 2014-improvement"
        )
        add_day_arguments(parser, known_on=True)
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object and nothing else"
        )

    def handle(self, *, plan: str, as_at: str | None, known_on: str | None, **options) -> None:
        found, day = plan_on_day(plan, as_at)
        known = iso_day(known_on, "--known-on", today=today())
        data, lines = self.answer(found, as_at=day, known_on=known)
        if options["json"]:
            # ASCII alone, so that a terminal of any character set can print it
            self.stdout.write(json.dumps(data(), indent=2, ensure_ascii=True))
        else:
            self.stdout.write("\n".join([_heading(found, day, known), *lines()]))

    def answer(
        self, plan: Plan, *, as_at: date, known_on: date | None
    ) -> tuple[Callable[[], dict], Callable[[], Iterable[str]]]:
        """What the command says: as an object, and in lines under a heading."""
        raise NotImplementedError


def _heading(plan: Plan, as_at: date, known_on: date | None) -> str:
    known = f", of what was known on {long_date(known_on)}" if known_on else ""
    return f"{plan.title}, as at {long_date(as_at)}{known}"
