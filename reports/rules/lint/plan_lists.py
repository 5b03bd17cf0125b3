"""Lists of outstanding actions against the plan, and papers that say two things of one action."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plans.rules.words import listed
from reports.rules.lint.prose import Fault


@dataclass(frozen=True)
class ListedActions:
    """A list of outstanding actions in the pack: its name, its parts (() for all), its refs."""

    name: str
    anchor: str
    parts: tuple[str, ...]
    refs: tuple[str, ...]


@dataclass(frozen=True)
class Stated:
    """What one document says of an action on a day. `rating` "" where it gives none."""

    ref: str
    day: str
    place: str
    rating: str
    forecast: str


@dataclass(frozen=True)
class Outstanding:
    """An outstanding action: its part, its forecast, and whether that has passed by the pack's day."""

    ref: str
    part: str
    forecast: str
    forecast_passed: bool
    has_date: bool
    due: str


def list_faults(
    lists: Sequence[ListedActions], outstanding: Sequence[Outstanding]
) -> Iterable[Fault]:
    """Outstanding actions that no list of the pack has, though it has lists of other parts."""
    listed_refs = {ref for each in lists for ref in each.refs}
    if not lists:
        return
    by_part: dict[str, list[str]] = {}
    for action in outstanding:
        if action.ref not in listed_refs:
            by_part.setdefault(action.part, []).append(action.ref)
    first = lists[0]
    for part, refs in by_part.items():
        for ref in refs:
            yield Fault(
                "list-differs",
                f"{ref}{f' of Part {part}' if part else ''} is outstanding in the plan, and in no "
                f"list of this report: {first.name} has {_parts(first.parts)}.",
                "A list that leaves out what is outstanding contradicts the plan behind it.",
                where=first.name,
                anchor=first.anchor,
                facts=("not-listed", ref),
            )


def _parts(parts: tuple[str, ...]) -> str:
    if not parts:
        return "those of the whole plan"
    return f"those of {'Part' if len(parts) == 1 else 'Parts'} {listed(list(parts))} alone"


def statement_faults(refs: Iterable[str], statements: Sequence[Stated]) -> Iterable[Fault]:
    """Listed actions of which two places of the same day give another rating or forecast."""
    own = set(refs)
    by_ref: dict[tuple[str, str], list[Stated]] = {}
    for each in statements:
        if each.ref in own:
            by_ref.setdefault((each.ref, each.day), []).append(each)
    for (ref, day), said in by_ref.items():
        places = {s.place for s in said}
        ratings = list(dict.fromkeys(s.rating for s in said if s.rating))
        forecasts = list(dict.fromkeys(s.forecast for s in said if s.forecast))
        if len(places) < 2:
            continue
        if len(ratings) > 1:
            yield _said(ref, day, said, "rating", ratings)
        if len(forecasts) > 1:
            yield _said(ref, day, said, "forecast", forecasts)


def _said(ref: str, day: str, said: Sequence[Stated], what: str, words: list[str]) -> Fault:
    places = [f"{s.place} says {getattr(s, what)}" for s in said if getattr(s, what)]
    return Fault(
        "list-differs",
        f"{ref} is given two {what}s on {day}: {'; '.join(places)}.",
        "The list in the report and the plan behind it say different things of one action.",
        where=f"Action {ref}",
        anchor=f"action-{ref.replace('.', '-')}",
        facts=(what, ref, *words),
    )


def date_faults(outstanding: Sequence[Outstanding]) -> Iterable[Fault]:
    """Forecasts that have passed by the pack's day, and outstanding actions without a date."""
    for action in outstanding:
        place = {
            "where": f"Action {action.ref}",
            "anchor": f"action-{action.ref.replace('.', '-')}",
        }
        if action.forecast_passed:
            yield Fault(
                "date-differs",
                f"{action.ref} was expected to be done by {action.forecast}, which has passed, and "
                "is outstanding.",
                "A forecast that has passed by the day of the paper tells the reader nothing.",
                **place,
                facts=("passed", action.ref, action.forecast),
            )
        if not action.has_date:
            said = f"the table says “{action.due}”" if action.due else "the table is empty there"
            yield Fault(
                "date-missing",
                f"{action.ref} is outstanding and has no date: {said}.",
                "Nobody can tell whether what has no date is late.",
                **place,
                facts=("no-date", action.ref),
            )
