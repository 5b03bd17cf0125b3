"""Writes what defines an indicator: its definition and versions, notes and links to the plan."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from indicators.models import CountingRule, Indicator, Link, Note
from indicators.rules.measures import (
    Better,
    Computed,
    Domain,
    NoteKind,
    People,
    PeriodKind,
    Unit,
)
from indicators.services.writing import IndicatorWriter
from plans.models import Action, Objective, Service, User
from plans.rules.access import MANAGERS
from plans.rules.dates import long_date
from plans.rules.words import listed
from plans.services.acting import acts
from plans.services.days import day_of
from plans.services.errors import NotAllowed, Refused, WrongDate
from plans.services.meetings import RecordedSince

OF_SOMETHING = frozenset({Unit.PERCENT, Unit.PER_1_000, Unit.PER_100_000, Unit.RATIO})


@dataclass(frozen=True)
class Definition:
    """What an indicator counts and how; all of its row but its service, reference and place."""

    name: str
    unit: Unit
    decimals: int
    better: Better
    numerator: str
    period_kind: PeriodKind
    domain: Domain = Domain.LOCAL
    denominator: str = ""
    other_denominator: str = ""
    publication_lag: str = ""
    owner: str = ""
    counting_rules: str = ""
    wales_only: str = ""
    is_stock: bool = False
    computed: str = ""
    people: People = People.CASELOAD


NAMES = tuple(field.name for field in fields(Definition))


def require_manager(person: User) -> None:
    """Raises NotAllowed unless the person writes what defines an indicator."""
    if person.position not in MANAGERS:
        raise NotAllowed("Only a YOT manager writes what defines an indicator.")


def locked(indicator: Indicator) -> Indicator:
    """The indicator, locked until the transaction ends: two managers write one after the other."""
    return Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)


def require_seen(seen: str | None, now: str, what: str) -> None:
    """Raises RecordedSince where the form showed another state than there is; None: not asked."""
    if seen is not None and seen != now:
        raise RecordedSince(
            f"Somebody else changed {what} since you opened this page. Nothing of yours is written "
            "yet: open the page in another tab to read theirs, then save again to put yours in "
            "its place."
        )


def mark(facts: object) -> str:
    """A mark of plain facts: another where any of them is another."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()


# --- The definition


def definition_mark(indicator: Indicator) -> str:
    """A mark of the definition: another where any of it is another."""
    return mark([str(getattr(indicator, name)) for name in NAMES])


@transaction.atomic
@acts
def add_definition(
    service: Service, ref: str, definition: Definition, *, by: User, at: datetime
) -> Indicator:
    """A new indicator of the service, after those that it has. Its reference is never changed."""
    require_manager(by)
    _require_whole(definition)
    taken = Refused(
        f"The reference “{ref}” is taken: choose one that no other indicator has.", field="ref"
    )
    if service.indicators.filter(ref__iexact=ref).exists():
        raise taken
    last = service.indicators.aggregate(last=Max("position"))["last"] or 0
    try:
        with transaction.atomic():
            return IndicatorWriter(by=by, at=at).add_indicator(
                service, place="", ref=ref, position=last + 1, **_columns(definition)
            )
    except IntegrityError:  # somebody took it since it was looked for
        raise taken from None


@transaction.atomic
@acts
def change_definition(
    indicator: Indicator,
    definition: Definition,
    *,
    by: User,
    at: datetime,
    seen: str | None = None,
) -> Indicator:
    """The indicator as defined anew. `seen` is the mark of what the writer had before them.

    Unit, decimals and kind of period stay once readings exist: these were published in them.
    """
    require_manager(by)
    indicator = locked(indicator)
    require_seen(seen, definition_mark(indicator), "this indicator")
    _require_whole(definition)
    if indicator.readings.exists():
        _require_same_measure(indicator, definition)
    for name, value in _columns(definition).items():
        setattr(indicator, name, value)
    indicator.save()
    return indicator


@transaction.atomic
@acts
def add_version(
    indicator: Indicator,
    *,
    version: str,
    period_kind: PeriodKind | str,
    by: User,
    at: datetime,
    text: str = "",
) -> CountingRule:
    """A version of the rules that the indicator is counted by; figures of two are not compared."""
    require_manager(by)
    indicator = locked(indicator)
    version = said(version, "version", "Give the version a name, for example “from April 2023”.")
    if indicator.versions.filter(version__iexact=version).exists():
        raise Refused(
            f"There is a version “{version}”: give this one another name.", field="version"
        )
    return IndicatorWriter(by=by, at=at).add_version(
        indicator,
        place="",
        version=version,
        period_kind=PeriodKind(period_kind).value,
        text=text.strip(),
    )


def _columns(definition: Definition) -> dict:
    """The definition as its row keeps it, without what surrounds a text."""
    return {
        name: value.strip() if isinstance(value, str) else value
        for name, value in vars(definition).items()
    }


def said(text: str, field: str, sentence: str) -> str:
    """The text on one line without what surrounds it. Raises Refused where it says nothing."""
    text = " ".join(text.split())
    if not text:
        raise Refused(sentence, field=field)
    return text


def _require_whole(definition: Definition) -> None:
    said(definition.name, "name", "Give the indicator a name.")
    said(definition.numerator, "numerator", "Say what is counted.")
    if definition.unit in OF_SOMETHING and not definition.denominator.strip():
        raise Refused(
            f"Say of how many: an indicator in “{definition.unit}” has a denominator.",
            field="denominator",
        )
    if not 0 <= definition.decimals <= 6:
        raise Refused("Choose between 0 and 6 decimals.", field="decimals")
    attends = definition.computed == Computed.ATTENDANCE
    if attends and (definition.unit, definition.period_kind) != (Unit.PERCENT, PeriodKind.QUARTER):
        raise Refused(
            "The board’s attendance is computed as a percentage of each quarter: choose the unit % "
            "and the period “quarter”.",
            field="computed",
        )


def _require_same_measure(indicator: Indicator, definition: Definition) -> None:
    """The readings are numbers of one unit, with its decimals, over one kind of period."""
    new = "add a new indicator and leave this one as it is"
    for name, what, mend in (
        ("unit", f"the unit “{indicator.unit}”", new),
        ("decimals", f"the number of decimals, {indicator.decimals},", new),
        (
            "period_kind",
            f"the period “{indicator.period_kind}”",
            f"add a version of the counting rules, or {new}",
        ),
    ):
        if getattr(definition, name) != getattr(indicator, name):
            raise Refused(
                f"Readings are recorded, so {what} stays: to count otherwise, {mend}.", field=name
            )


# --- Notes


@transaction.atomic
@acts
def add_note(
    indicator: Indicator,
    *,
    kind: NoteKind | str,
    text: str,
    by: User,
    at: datetime,
    on: date | None = None,
) -> Note:
    """A note on the time line. One from whose day figures start anew has a day, none is in the future."""
    require_manager(by)
    indicator, kind = locked(indicator), NoteKind(kind)
    if not text.strip():
        raise Refused("Write what happened.", field="text")
    if kind is NoteKind.REBASE and on is None:
        raise Refused("Give the day from which figures start anew.", field="on")
    if on and on > day_of(at):
        raise WrongDate(
            f"{long_date(on)} is in the future: note it when that day has come.", field="on"
        )
    facts = {"kind": kind.value, "on": on, "text": text.strip()}
    if indicator.notes.filter(**facts).exists():
        raise Refused("This note is on the time line already.", field="text")
    return IndicatorWriter(by=by, at=at).add_note(indicator, place="", **facts)


# --- Links


def links_mark(indicator: Indicator) -> str:
    """A mark of what is linked, why, and what was ended."""
    return mark(list(indicator.links.order_by("pk").values_list("pk", "why", "is_ended")))


@transaction.atomic
@acts
def set_links(
    indicator: Indicator,
    *,
    objectives: Mapping[Objective, str],
    actions: Mapping[Action, str],
    by: User,
    at: datetime,
    seen: str | None = None,
) -> list[Link]:
    """Makes these objectives and actions, each with why, the ones that are meant to move it.

    Every other link is ended, and stays on record; one that was ended holds again. What a document
    says of why is left as it is. Returns the links that hold.
    """
    require_manager(by)
    indicator = locked(indicator)
    require_seen(seen, links_mark(indicator), "what is linked")
    _require_of_service(indicator, [*objectives, *actions])
    held = list(indicator.links.all())
    of_objective = {link.objective_id: link for link in held if link.objective_id}
    of_action = {link.action_id: link for link in held if link.action_id}
    writer, now = IndicatorWriter(by=by, at=at), []
    for key, wanted, links in (
        ("objective", objectives, of_objective),
        ("action", actions, of_action),
    ):
        for thing, why in wanted.items():
            link, why = links.get(thing.pk), " ".join(why.split())
            if link is None:
                link = writer.add_link(indicator, place="", why=why, **{key: thing})
            else:
                _hold(link, why)
            now.append(link)
    kept = {link.pk for link in now}
    for link in held:
        if link.pk not in kept and not link.is_ended:
            link.is_ended = True
            link.save()
    return now


def _hold(link: Link, why: str) -> None:
    if link.source_id is None:
        link.why = why
    link.is_ended = False
    link.save()


def _require_of_service(indicator: Indicator, things: Sequence[Objective | Action]) -> None:
    others = [str(t) for t in things if t.plan.service_id != indicator.service_id]
    if others:
        raise Refused(f"Not in a plan of this indicator’s service: {listed(others)}.")
