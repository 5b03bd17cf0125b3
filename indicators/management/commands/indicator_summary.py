"""Says how the indicators stand on a day, in words or as JSON: readings, ratings, what does not add up."""

import json
from collections.abc import Iterator

from django.core.management.base import CommandError, CommandParser

from indicators.selectors.states import IndicatorState, indicator_states
from indicators.summary import as_json
from plans.management.arguments import DatabaseCommand, add_day_arguments, iso_day, today
from plans.models import Service
from plans.rules.dates import long_date
from plans.rules.words import count_of


class Command(DatabaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "indicator",
            metavar="INDICATOR",
            nargs="?",
            help="an indicator's reference, such as custody-rate (default: all of the service)",
        )
        parser.add_argument(
            "--service", metavar="SERVICE", help="a service's reference (default: the real one)"
        )
        add_day_arguments(parser, known_on=True)
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object and nothing else"
        )

    def handle(self, *, indicator, service, as_at, known_on, **options) -> None:
        day = iso_day(as_at, "--as-at", today=today()) or today()
        known = iso_day(known_on, "--known-on", today=today())
        states = _states(indicator, service, day, known)
        if options["json"]:
            # ASCII alone, so that a terminal of any character set can print it
            data = as_json(states, as_at=day, known_on=known)
            self.stdout.write(json.dumps(data, indent=2, ensure_ascii=True))
        else:
            limit = f", of what was known on {long_date(known)}" if known else ""
            heading = f"Indicators as at {long_date(day)}{limit}"
            self.stdout.write("\n".join([heading, *_words(states)]))


def _states(ref, service, day, known) -> tuple[IndicatorState, ...]:
    """The indicator that is named, of whichever service has it, or all of one service."""
    services = _services(service)
    for one in services:
        found = indicator_states(one, as_at=day, known_on=known, ref=ref)
        if found or ref is None:
            return found
    first = indicator_states(services[0], as_at=day, known_on=known)
    known_refs = [state.measure.ref for state in first]
    named = f": there are {', '.join(known_refs)}" if known_refs else ""
    raise CommandError(f"There is no indicator “{ref}” by {long_date(day)}{named}.")


def _services(ref: str | None) -> list[Service]:
    """The service that is named, else all, the real ones first. Refuses one that is not kept here."""
    services = list(Service.objects.order_by("is_invented", "pk"))
    if ref is None:
        if not services:
            raise CommandError("No service is recorded: run python manage.py load_demo.")
        return services
    found = [s for s in services if s.ref == ref]
    if not found:
        raise CommandError(
            f"There is no service “{ref}”: there are {', '.join(s.ref for s in services)}."
        )
    return found


def _words(states: tuple[IndicatorState, ...]) -> Iterator[str]:
    """The indicators for a reader at a terminal."""
    for state in states:
        last = state.latest()
        said = "no reading"
        if last:
            rated = f", {last.rated.word}" if last.rated.word else ""
            said = f"{last.facts.published or 'not published'} ({last.facts.period}){rated}"
        n_readings, n_flags = len(state.readings), len(state.flags)
        counts = f"{count_of(n_readings, 'reading')}, {count_of(n_flags, 'flag')}"
        yield f"  {state.measure.ref}: {said}; {counts}"
