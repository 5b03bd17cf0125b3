"""Which texts a row holds, where else the same text stands, and what was blanked."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, StrIndex
from django.db.models.lookups import GreaterThan
from django.urls import reverse

from plans.models import (
    Action,
    Assignment,
    Change,
    Endorsement,
    LoadedRow,
    MinuteLine,
    Plan,
    QuestionAnswer,
    Redaction,
    Role,
    RoleAlias,
)
from plans.readmodels_log import PlaceLine, RedactionLine, TextLine
from plans.rules.record_words import THINGS, text_words
from plans.rules.redaction import (
    BLANKABLE,
    ENOUGH_TO_SEARCH,
    NAMES,
    holds,
    is_blank,
    is_marker,
    quotes,
)
from plans.selectors.record import at_text, names_of


@dataclass(frozen=True)
class Place:
    """One text where it stands: the table, the row, the column."""

    model: str
    object_id: int
    field: str
    text: str

    @property
    def key(self) -> tuple[str, int, str]:
        return self.model, self.object_id, self.field


def find_row(label: str, object_id: int) -> models.Model | None:
    """The row of a table in which texts can be blanked; None where there is none such."""
    if label not in BLANKABLE:
        return None
    return apps.get_model(label)._base_manager.filter(pk=object_id).first()


def belongs_to(row: models.Model) -> tuple[int | None, int | None]:
    """The ids of the plan and of the action that a row is about. Twin of plans.guards._belongs_to."""
    if isinstance(row, Plan):
        return row.pk, None
    if isinstance(row, Change | Redaction):
        return row.plan_id, row.action_id
    action = row if isinstance(row, Action) else getattr(row, "action", None)
    if action:
        return action.plan_id, action.pk
    if plan_id := getattr(row, "plan_id", None):
        return plan_id, None
    for name in ("assignment", "decision", "objective", "part"):
        if parent := getattr(row, name, None):
            return belongs_to(parent)
    return None, None


def places_of(row: models.Model) -> list[Place]:
    """The texts of the row that can be blanked, in the order of the table of them."""
    label = row._meta.label_lower
    found = ((field, getattr(row, field) or "") for field in BLANKABLE[label])
    return [Place(label, row.pk, field, text) for field, text in found if text]


def places_holding(text: str, row: models.Model) -> list[Place]:
    """Where a text stands, that row among it: every row that has or quotes it; three queries.

    A short text says too little to be looked for everywhere: then only rows about the same action.
    """
    _, action_id = belongs_to(row)
    parts = [
        part
        for label, fields in BLANKABLE.items()
        for field in fields
        if (part := _holding(label, field, text.strip(), row, action_id)) is not None
    ]
    first, *rest = parts
    found = [Place(*each) for each in first.union(*rest, all=True) if holds(each[3], text)]
    known = {place.key for place in found}
    return found + [p for p in _composed(row) if p.key not in known and quotes(p.text, text)]


def _composed(row: models.Model) -> list[Place]:
    """What yotplan itself worded about the same action or its plan; there a text is quoted cut or in part."""
    plan_id, action_id = belongs_to(row)
    if plan_id is None:
        return []
    asked, line = QuestionAnswer._meta.label_lower, MinuteLine._meta.label_lower
    questions = QuestionAnswer.objects.filter(Q(action=action_id) | Q(action=None), plan=plan_id)
    lines = MinuteLine.objects.filter(
        Q(decision__action=action_id) | Q(decision__action=None, decision__plan=plan_id),
        decision__isnull=False,
    )
    found = [
        *((asked, pk, "question", text) for pk, text in questions.values_list("pk", "question")),
        *((line, pk, "text", text) for pk, text in lines.values_list("pk", "text")),
    ]
    own = row._meta.label_lower, row.pk
    return [Place(*each) for each in found if each[:2] != own and not is_marker(each[3])]


def _holding(label: str, field: str, text: str, row: models.Model, action_id) -> QuerySet | None:
    model = apps.get_model(label)
    rows = models.QuerySet(model).order_by()
    if len(text) >= ENOUGH_TO_SEARCH:
        rows = rows.annotate(stands_at=StrIndex(F(field), Value(text))).filter(stands_at__gt=0)
    else:
        near = _near(model, row, action_id)
        if near is None:
            return None
        rows = rows.filter(near, **{field: text})
    return rows.values_list(
        Value(label, TextField()),
        F("pk"),
        Value(field, TextField()),
        Cast(field, TextField()),
    )


def _near(model: type[models.Model], row: models.Model, action_id: int | None) -> Q | None:
    """Which rows of a table are about the same thing as a row; None where none can be."""
    own = Q(pk=row.pk) if isinstance(row, model) else None
    if model is Assignment and isinstance(row, Role | RoleAlias):
        return Q(roles=row.pk if isinstance(row, Role) else row.role_id)
    names = {f.name for f in model._meta.local_fields}
    if action_id is None or not names & {"action", "decision"}:
        return own
    name = "action" if "action" in names else "decision__action"
    near = Q(**{name: action_id})
    return near | own if own else near


def log_holding(text: str, places: list[Place]) -> QuerySet[Change]:
    """Lines of the log that may have the text in what a row was; any row's, if it is long enough."""
    changed = Change.objects.exclude(before=None, after=None).order_by("pk")
    return changed.filter(_copies(text, places, "before", "after"))


def ledger_holding(texts: Iterable[str], places: list[Place]) -> QuerySet[LoadedRow]:
    """What the loader keeps of files and rows, where it may hold one of the texts.

    Its keys are looked through for every one, and what files said for names, however short.
    """
    found = Q(pk__in=[])
    are_names = bool({(place.model, place.field) for place in places} & NAMES)
    for text in texts:
        found |= _copies(text, places, "given", "stored") | Q(key__icontains=text.strip())
        if are_names:
            found |= _written(text, "given", mark='"')
    return LoadedRow.objects.filter(found).order_by("pk")


def owners_holding(text: str, places: list[Place]) -> QuerySet[Endorsement]:
    """Decisions of boards that kept the names of these roles, or the text in the name of another."""
    found = Q(pk__in=[])
    for place in places:
        if place.model == Role._meta.label_lower:
            found |= _stands_in("kept_owners", f"[{place.object_id}, ")
    if len(text.strip()) >= ENOUGH_TO_SEARCH:
        found |= _written(text, "kept_owners")
    return Endorsement.objects.filter(found).order_by("pk")


def _copies(text: str, places: list[Place], *columns: str) -> Q:
    """Rows whose JSON may hold the text; a short one is looked for only in what is kept of its rows."""
    near = Q(pk__in=[])
    for place in places:
        near |= Q(model=place.model, object_id=place.object_id)
    if len(text.strip()) < ENOUGH_TO_SEARCH:
        return near
    for column in columns:
        near |= _written(text, column)
    return near


def _written(text: str, column: str, *, mark: str = "") -> Q:
    """Rows in whose JSON the text stands, between those marks."""
    # JSON has letters that are not English escaped, or as they are: it depends on who wrote it
    escaped, plain = (json.dumps(text.strip(), ensure_ascii=e)[1:-1] for e in (True, False))
    return _stands_in(column, f"{mark}{escaped}{mark}") | _stands_in(column, f"{mark}{plain}{mark}")


def _stands_in(column: str, text: str) -> Q:
    return Q(GreaterThan(StrIndex(Cast(column, TextField()), Value(text)), 0))


def text_lines(row: models.Model) -> tuple[TextLine, ...]:
    """The texts of a row as they are, then the earlier ones that the log has, newest first."""
    label = row._meta.label_lower
    now = [
        TextLine(p.field, p.field, BLANKABLE[label][p.field], p.text, "as it is now", True)
        for p in places_of(row)
        if not is_blank(p.field, p.text)
    ]
    seen = {(line.field, line.text) for line in now}
    changes = Change.objects.filter(model=label, object_id=row.pk).exclude(before=None)
    for change in changes.order_by("-pk"):
        for field, words in BLANKABLE[label].items():
            text = change.before.get(field)
            if text and not is_blank(field, text) and (field, text) not in seen:
                seen.add((field, text))
                when = f"until {at_text(change.at)}; only the log has it"
                now.append(TextLine(f"{field}.{change.pk}", field, words, text, when, False))
    return tuple(now)


def place_lines(places: Iterable[Place], *, fixed: Iterable[tuple] = ()) -> tuple[PlaceLine, ...]:
    """Places in words; three queries for all of them."""
    places, fixed = list(places), set(fixed)
    rows = {(p.model, p.object_id) for p in places}
    names, refs = names_of(rows), _refs_of(rows)
    return tuple(
        PlaceLine(
            value="/".join(map(str, place.key)),
            text=place.text,
            words=_place_words(place, names, refs.get((place.model, place.object_id), "")),
            url=reverse("plans:redact", args=[place.model, place.object_id]),
            is_fixed=place.key in fixed,
        )
        for place in places
    )


def _place_words(place: Place, names: dict, ref: str) -> str:
    words = text_words(place.model, place.field, ref=ref)
    name = "" if ref else names.get((place.model, place.object_id), ("", ""))[0]
    return words if not name or name in place.text else f"{words} “{name[:80]}”"


def _refs_of(rows: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The ref of the action that each row is about, as the log has it."""
    wanted = Q(pk__in=[])
    for label, pk in rows:
        wanted |= Q(model=label, object_id=pk)
    found = Change.objects.filter(wanted, action__isnull=False).order_by()
    return {(m, pk): ref for m, pk, ref in found.values_list("model", "object_id", "action__ref")}


def find_passage(passage: str) -> tuple[PlaceLine, ...]:
    """Every text, and every earlier text in the log, with these words in it, in small or capital letters."""
    parts = [
        models.QuerySet(apps.get_model(label))
        .order_by()
        .filter(**{f"{field}__icontains": passage})
        .values_list(
            Value(label, TextField()), F("pk"), Value(field, TextField()), Cast(field, TextField())
        )
        for label, fields in BLANKABLE.items()
        for field in fields
    ]
    places = [Place(*found) for found in parts[0].union(*parts[1:], all=True)]
    known = {place.key for place in places}
    for place in _earlier_with(passage):
        if place.key not in known:
            known.add(place.key)
            places.append(place)
    return place_lines(sorted(places, key=lambda p: p.key))


def _earlier_with(passage: str) -> Iterable[Place]:
    for change in Change.objects.exclude(before=None).order_by("-pk").iterator():
        for field, text in change.before.items():
            if field in BLANKABLE.get(change.model, {}) and passage.lower() in str(text).lower():
                yield Place(change.model, change.object_id, field, str(text))


def redaction_lines(*, limit: int) -> tuple[RedactionLine, ...]:
    """What was blanked, newest first."""
    found = list(Redaction.objects.select_related("recorded_by", "action")[:limit])
    return tuple(
        RedactionLine(
            number=r.pk,
            at_text=at_text(r.recorded_at),
            by=str(r.recorded_by),
            words=text_words(r.model, r.field, ref=r.action.ref if r.action else ""),
            reason=r.reason,
            url=reverse("plans:object-record", args=[r.model, r.object_id])
            if r.model in THINGS
            else "",
        )
        for r in found
    )
