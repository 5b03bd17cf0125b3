"""Reads a fixture file and says, in words, what in it cannot be: names, kinds, lengths, choices."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models

from plans.models import (
    Action,
    ActionLink,
    Assignment,
    DueDate,
    Inspection,
    Objective,
    Part,
    Plan,
    Rating,
    Recommendation,
    Remark,
    Role,
    RoleAlias,
    Service,
    Source,
    SuccessMeasure,
    Update,
)


class BrokenFixture(ValueError):
    """A fixture file that cannot be loaded: which file, which entry, and what is wrong with it."""


@dataclass(frozen=True)
class Field:
    """One field of an entry, or a list of such: the column that it fills says what it may hold."""

    column: models.Field
    required: bool = False
    is_list: bool = False


@dataclass(frozen=True)
class Tables:
    """A field that holds a list of small tables, each with these fields."""

    fields: dict[str, Field]


def _field(model: type[models.Model], name: str, *, required: bool | None = None) -> Field:
    column = model._meta.get_field(name)
    return Field(column, not (column.blank or column.null) if required is None else required)


def _fields(model: type[models.Model], names: str) -> dict[str, Field]:
    """The fields that are called as the model's columns are, and demanded where those are."""
    return {name: _field(model, name) for name in names.split()}


def _list(model: type[models.Model], name: str, *, required: bool = False) -> Field:
    return Field(model._meta.get_field(name), required, is_list=True)


_ANSWERS = {"recommendations": _list(Recommendation, "number")}
_SAID = _fields(Update, "basis inferred_from comment remaining") | {
    "rating": _field(Rating, "word", required=False),
    "forecast_as_written": _field(Update, "forecast_as_written"),
}
# A place is demanded of everything that comes from a document.
_PLACE = {"place": _field(Action, "place", required=True)}

SINGLE: dict[str, dict[str, Field | Tables]] = {
    "source": _fields(Source, "ref title publisher published_as_written"),
    "service": _fields(Service, "ref name short_name")
    | {"place": _field(Action, "place", required=False)},
    "inspection": _fields(Inspection, "ref title inspectorate fieldwork_as_written") | _PLACE,
    "plan": _fields(
        Plan,
        "ref title begins_on begins_as_written begins_precision begins_inferred_from objective_word",
    )
    | {"inspection": _field(Inspection, "ref", required=False)}
    | _PLACE,
}
REPEATED: dict[str, dict[str, Field | Tables]] = {
    "role": _fields(Role, "name") | {"aliases": _list(RoleAlias, "name")},
    "recommendation": _fields(Recommendation, "number title text addressee_as_written") | _PLACE,
    "rating": _fields(Rating, "word colour meaning definition") | _PLACE,
    "part": _fields(Part, "code title title_as_printed as_at_as_written as_at_precision as_at_note")
    | {"as_at": _field(Part, "as_at_on")}
    | _ANSWERS
    | _PLACE,
    "objective": _fields(
        Objective,
        "number title text due_as_written recommendations_as_printed indicators_as_printed note",
    )
    | {"part": _field(Part, "code", required=False)}
    | _ANSWERS
    | _PLACE,
    "action": _fields(Action, "ref ref_as_printed title indicators_as_printed note")
    | {
        "objective": _field(Objective, "number"),
        "owners": _list(Role, "name", required=True),
        "owners_as_written": _field(Assignment, "as_written", required=True),
        "due_as_written": _field(DueDate, "as_written", required=True),
        "success": _field(SuccessMeasure, "text", required=False),
        "success_shared_with": _field(Action, "ref", required=False),
        "sees": Tables(
            {"ref": _field(Action, "ref"), "as_printed": _field(ActionLink, "as_printed")}
        ),
        "sees_objectives": Tables(
            {"number": _field(Objective, "number"), "as_printed": _field(ActionLink, "as_printed")}
        ),
    }
    | _SAID
    | _PLACE,
    "report_statement": {
        "ref": _field(Action, "ref"),
        "on": _field(Update, "effective_on"),
        "position": _field(Update, "position"),
    }
    | _SAID
    | _PLACE,
    "remark": _fields(Remark, "text claims")
    | {
        "on": _field(Remark, "effective_on"),
        "about_part": _field(Part, "code", required=False),
        "about_objective": _field(Objective, "number", required=False),
        "disagrees_with": _list(Action, "ref"),
    }
    | _PLACE,
}
# The field by which an entry of a kind is spoken of; the others go by their number.
NAMED_BY = {
    "role": "name",
    "recommendation": "number",
    "rating": "word",
    "part": "code",
    "objective": "number",
    "action": "ref",
}


def read_fixture(path: Path, sections: set[str]) -> dict:
    """The content of one fixture file, which has these sections and no others.

    Raises BrokenFixture, which names the file, the line or entry, and everything wrong with it.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BrokenFixture(f"fixtures/{path.name} is missing.") from None
    except OSError as error:
        raise BrokenFixture(f"fixtures/{path.name} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise BrokenFixture(f"fixtures/{path.name} cannot be read: {error}.") from error
    if wrong := list(_wrong_with(content, sections)):
        raise BrokenFixture(f"fixtures/{path.name}, " + " ".join(wrong))
    return content


def _wrong_with(content: dict, sections: set[str]) -> Iterator[str]:
    for section in sorted(sections & SINGLE.keys() - content.keys()):
        yield f"[{section}] is missing."
    for section, value in content.items():
        if section not in sections:
            yield f"{section}: a file of this kind has no such section."
        elif section in SINGLE:
            if isinstance(value, dict):
                yield from _wrong_in(f"[{section}]", value, SINGLE[section])
            else:
                yield f"{section}: it is given once, as [{section}]."
        elif isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
            for n, entry in enumerate(value, start=1):
                yield from _wrong_in(_called(section, n, entry), entry, REPEATED[section])
        else:
            yield f"{section}: each of its entries begins with [[{section}]]."


def _called(section: str, n: int, entry: dict) -> str:
    name = entry.get(NAMED_BY.get(section, ""))
    return f"{section} {name if name and isinstance(name, str) and name.isprintable() else n}"


def _wrong_in(where: str, entry: dict, fields: dict[str, Field | Tables]) -> Iterator[str]:
    for name in sorted(entry.keys() - fields.keys()):
        yield f"{where}: there is no field “{name}”; there are {', '.join(fields)}."
    for name, field in fields.items():
        if name not in entry:
            if not isinstance(field, Tables) and field.required:
                yield f"{where}: {name} is missing."
            continue
        value = entry[name]
        if isinstance(field, Tables):
            if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
                yield f"{where}: {name} is a list of tables, each in braces."
                continue
            for n, table in enumerate(value, start=1):
                yield from _wrong_in(f"{where}, {name} {n}", table, field.fields)
        elif field.is_list:
            if not isinstance(value, list):
                yield f"{where}: {name} is a list, in square brackets."
                continue
            yield from (f"{where}: {name} {w}." for v in value for w in _wrong_as(v, field.column))
            if len({str(v) for v in value}) < len(value):
                yield f"{where}: {name} names the same thing twice."
        else:
            yield from (f"{where}: {name} {wrong}." for wrong in _wrong_as(value, field.column))


def _wrong_as(value, column: models.Field) -> Iterator[str]:
    """What keeps the column from holding the value, as the end of a sentence."""
    if isinstance(column, models.DateField):
        if not isinstance(value, date) or isinstance(value, datetime):
            yield "is a day, written without quotation marks: 2015-04-23"
    elif isinstance(column, models.IntegerField):
        if not isinstance(value, int) or isinstance(value, bool):
            yield "is a whole number, written without quotation marks"
        elif not 0 <= value <= 32767:
            yield "is a number from 0 to 32,767"
    elif not isinstance(value, str):
        yield "is a text, in quotation marks"
    else:
        yield from _wrong_text(value, column)


def _wrong_text(value: str, column: models.Field) -> Iterator[str]:
    if "\0" in value:
        yield "holds a NUL character, which cannot be stored: take it out"
    elif not value and not column.blank:
        yield "is empty"
    elif column.max_length and len(value) > column.max_length:
        yield f"has {len(value):,} characters: keep it to {column.max_length:,}"
    elif column.choices and value and value not in dict(column.choices):
        yield f"is “{value}”: it is one of {', '.join(dict(column.choices))}"
    elif isinstance(column, models.SlugField) or column == _NUMBER:
        try:
            _SLUG.run_validators(value)
        except ValidationError:
            yield f"is “{value}”: it holds letters, digits, hyphens and underscores only"


# A recommendation's number stands in the address of its page.
_NUMBER = Recommendation._meta.get_field("number")
_SLUG = models.SlugField()
