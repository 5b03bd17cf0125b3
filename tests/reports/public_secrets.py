"""Texts that nobody has released, typed on the pages' services, and every word that a pack holds."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum

from plans.models import Action, Meeting, MinuteLine, Plan, Role, User
from plans.services.deciding import ask_owner
from plans.services.endorsing import decide
from plans.services.minutes import add_line
from plans.services.statements import record_update, revise_due
from reports.models import Release
from reports.released import fingerprint

HELD = datetime(2015, 6, 20, 9, tzinfo=UTC)
BEFORE = datetime(2015, 6, 19, 9, tzinfo=UTC)
AFTER = datetime(2015, 6, 22, 9, tzinfo=UTC)


def type_secrets(plan: Plan, meeting: Meeting, manager: User, clerk: User) -> tuple[str, ...]:
    """Everything that can be typed of a plan, each text with a word of its own; the words."""
    late, done = (Action.objects.get(plan=plan, ref=ref) for ref in ("5.3", "5.1"))
    for n, action in enumerate((late, done)):
        record_update(
            action,
            by=manager,
            at=BEFORE,
            rating="Green" if n else "Amber",
            comment=f"Quagga{n} is why it was late.",
            remaining=f"Bilby{n} is still to be spoken to.",
            forecast=f"when Numbat{n} agrees",
            evidence=f"Letter of Dugong{n}.",
            evidence_link=f"https://example.org/okapi{n}",
            reason=f"Tapir{n} asked for it.",
        )
    for action, decision in ((late, "challenged"), (done, "endorsed")):
        decide(
            action,
            decision,
            meeting=meeting,
            reason=f"Axolotl {decision} it.",
            back_to=f"when Pangolin {decision}",
            update=action.updates.order_by("effective_on", "position").last().pk,
            seen=0,
            by=clerk,
            at=HELD,
        )
    role = Role.objects.filter(service=plan.service).first()
    ask_owner(
        meeting,
        role,
        "Bring what Gharial wrote",
        back_by="Fossa’s return",
        action=late,
        by=clerk,
        at=HELD,
    )
    add_line(meeting, "Aardwolf was thanked.", by=clerk, at=HELD)
    record_update(done, by=manager, at=AFTER, comment="Echidna has changed it.")
    moved = {"reason": "Wombat was ill.", "agreed_at": "Kakapo’s group"}
    revise_due(late, "September 2015", by=manager, at=AFTER, **moved)
    return (
        *("quagga", "bilby", "numbat", "dugong", "okapi", "tapir", "kakapo", "wombat"),
        *("axolotl", "pangolin", "gharial", "fossa", "aardwolf", "echidna"),
    )


def release(row, name: str, by: User, *, is_released: bool = True) -> Release:
    """The word of the officer on one text."""
    label, service = row._meta.label_lower, _service_of(row)
    return Release.objects.create(
        service=service,
        model=label,
        object_id=row.pk,
        field=name,
        fingerprint=fingerprint(getattr(row, name)),
        is_released=is_released,
        recorded_by=by,
        recorded_at=AFTER,
    )


def _service_of(row):
    return row.meeting.board.service if isinstance(row, MinuteLine) else row.action.plan.service


def words_in(value) -> Iterator[str]:
    """Every text in plain values, however deep; addresses of pages are left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Enum) or value is None:
        return
    elif is_dataclass(value):
        for each in fields(value):
            yield from words_in(getattr(value, each.name))
    elif isinstance(value, dict):
        yield from words_in((*value.keys(), *value.values()))
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from words_in(each)


def all_words(*values) -> str:
    """The same as one text in small letters."""
    return "\n".join(text for value in values for text in words_in(value)).lower()
