"""The dated statements about a plan's actions between two days, of four kinds in one query."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    F,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from plans.models import Assignment, Assurance, DueDate, Endorsement, Plan
from plans.rules.access import Position
from plans.rules.dates import date_text
from plans.selectors.texts import Texts


@dataclass(frozen=True)
class Happening:
    """One statement; what its kind has nothing to say of is "" or None. A role each row."""

    kind: str
    id: int
    action_id: int
    on: date
    precision: str
    position: int
    word: str
    meaning: str
    colour: str
    text: str
    day: date | None
    day_precision: str
    as_written: str
    is_own: bool
    role_id: int
    role: str
    meeting_id: int
    board_id: int
    board: str
    held_on: date | None
    held_precision: str
    agreed_at: str
    document: str
    place: str
    job_title: str
    post: str

    @property
    def day_text(self) -> str:
        return date_text(self.on, self.precision)

    @property
    def source(self) -> str:
        return source_text(self.document, self.place, self.job_title, self.post)


# Which column of which table each text of a happening is, by its kind.
_TEXTS = {
    "due": (
        "plans.duedate",
        {"text": "reason", "as_written": "as_written", "agreed_at": "agreed_at"},
    ),
    "owners": ("plans.assignment", {"text": "reason"}),
    "decided": ("plans.endorsement", {"text": "reason", "agreed_at": "back_to"}),
    "assured": ("plans.assurance", {"text": "text", "board": "body"}),
}


def readable(happening: Happening, texts: Texts) -> Happening:
    """The statement without texts that may not be read, and without who recorded it."""
    model, columns = _TEXTS[happening.kind]
    changed = {
        field: texts.raw(
            model,
            happening.id,
            column,
            getattr(happening, field),
            is_published=bool(happening.document),
        )
        for field, column in columns.items()
    }
    return replace(happening, job_title="", post="", **changed)


def source_text(document: str, place: str, job_title: str, post: str) -> str:
    """Where a statement comes from: the place in its document, else who recorded it."""
    if document:
        return f"{document}: {place}"
    return f"Recorded by {job_title or Position(post).label}" if job_title or post else ""


# Every branch of the query has every column, of one type: PostgreSQL accepts no union otherwise.
_NO_TEXT = Value("", output_field=TextField())
_NO_NUMBER = Value(0, output_field=IntegerField())
_COLUMNS = {
    "kind": _NO_TEXT,
    "h_id": F("pk"),
    "h_action": F("action_id"),
    "h_on": F("effective_on"),
    "h_precision": F("effective_precision"),
    "h_position": F("position"),
    "h_word": _NO_TEXT,
    "h_meaning": _NO_TEXT,
    "h_colour": _NO_TEXT,
    "h_text": _NO_TEXT,
    "h_day": Cast(Value(None), DateField()),
    "h_day_precision": _NO_TEXT,
    "h_as_written": _NO_TEXT,
    "h_is_own": Value(False, output_field=BooleanField()),
    "h_role_id": _NO_NUMBER,
    "h_role": _NO_TEXT,
    "h_meeting": _NO_NUMBER,
    "h_board_id": _NO_NUMBER,
    "h_board": _NO_TEXT,
    "h_held_on": Cast(Value(None), DateField()),
    "h_held_precision": _NO_TEXT,
    "h_agreed_at": _NO_TEXT,
    "h_document": Coalesce(F("source__title"), _NO_TEXT, output_field=TextField()),
    "h_place": F("place"),
    "h_job_title": F("recorded_by__job_title"),
    "h_post": F("recorded_by__position"),
}
_MEETING = {
    "h_meeting": Coalesce(F("meeting_id"), _NO_NUMBER),
    "h_board_id": Coalesce(F("meeting__board_id"), _NO_NUMBER),
    "h_board": Coalesce(F("meeting__board__name"), _NO_TEXT, output_field=TextField()),
    "h_held_on": F("meeting__held_on"),
    "h_held_precision": Coalesce(F("meeting__precision"), _NO_TEXT, output_field=TextField()),
}


KINDS = frozenset({"due", "owners", "decided", "assured"})


def happenings(
    plan: Plan,
    *,
    since: date,
    until: date,
    known_on: date | None = None,
    kinds: frozenset[str] = KINDS,
) -> list[Happening]:
    """What was stated with effect after `since`, up to and on `until`, action by action, oldest first.

    Due dates and owners come with the earlier ones of the same action, so that each can be set
    against the one before it. One row for each role of an assignment, the lead first. `kinds` leaves
    out of the query what is known to be absent: each kind costs about as much as a query of its own.
    """

    def within(statements: QuerySet) -> QuerySet:
        found = statements.filter(
            action__plan=plan, effective_on__gt=since, effective_on__lte=until
        )
        return found.filter(known_on__lte=known_on) if known_on else found

    def with_earlier(statements: QuerySet, first: Q) -> QuerySet:
        changed = within(statements).order_by().values("action")
        found = statements.filter(action__in=changed, effective_on__lte=until)
        return found.filter(first | Q(known_on__lte=known_on)) if known_on else found

    branches = {
        "due": lambda: _dues(with_earlier(DueDate.objects.all(), Q(is_revision=False))),
        "owners": lambda: _owners(
            with_earlier(Assignment.objects.all(), Q(effective_on=plan.begins_on))
        ),
        "decided": lambda: _decisions(within(Endorsement.objects.all())),
        "assured": lambda: _findings(within(Assurance.objects.all())),
    }
    first, *others = [make() for kind, make in branches.items() if kind in kinds]
    rows = [Happening(*row) for row in (first.union(*others, all=True) if others else first)]
    return sorted(rows, key=lambda h: (h.action_id, h.kind, h.on, h.position, h.id))


def _dues(statements: QuerySet) -> QuerySet:
    return _branch(
        statements,
        kind=_word("due"),
        h_text=F("reason"),
        h_day=F("due_on"),
        h_day_precision=F("due_precision"),
        h_as_written=F("as_written"),
        h_agreed_at=F("agreed_at"),
        **_MEETING,
    )


def _owners(statements: QuerySet) -> QuerySet:
    return _branch(
        statements,
        kind=_word("owners"),
        h_text=F("reason"),
        h_as_written=F("as_written"),
        h_role_id=Coalesce(F("places__role_id"), _NO_NUMBER),
        h_role=Coalesce(F("places__role__name"), _NO_TEXT, output_field=TextField()),
        h_position=F("position") * 1000 + Coalesce(F("places__position"), _NO_NUMBER),
    )


def _decisions(statements: QuerySet) -> QuerySet:
    return _branch(
        statements,
        kind=_word("decided"),
        h_word=Cast(F("decision"), TextField()),
        h_meaning=Coalesce(F("kept_rating__meaning"), _NO_TEXT, output_field=TextField()),
        h_colour=Coalesce(F("kept_rating__colour"), _NO_TEXT, output_field=TextField()),
        h_as_written=Coalesce(F("kept_rating__word"), _NO_TEXT, output_field=TextField()),
        h_text=F("reason"),
        h_agreed_at=F("back_to"),
        h_is_own=F("is_own"),
        **_MEETING,
    )


def _findings(statements: QuerySet) -> QuerySet:
    return _branch(
        statements,
        kind=_word("assured"),
        h_word=Cast(F("finding"), TextField()),
        h_text=F("text"),
        h_board=Cast(F("body"), TextField()),
    )


def _word(text: str) -> Value:
    return Value(text, output_field=CharField())


def _branch(statements: QuerySet, **columns) -> QuerySet:
    return statements.order_by().annotate(**_COLUMNS | columns).values_list(*_COLUMNS)
