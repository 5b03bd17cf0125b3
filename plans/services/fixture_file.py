"""Reads a fixture file and says, in words, what in it cannot be: names, kinds, lengths, choices."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models

from plans.models import Recommendation


class BrokenFixture(ValueError):
    """A fixture file that cannot be loaded: which file, which entry, and what is wrong with it."""


@dataclass(frozen=True)
class Field:
    """One field of an entry, or a list of such: the column that it fills says what it may hold."""

    column: models.Field
    required: bool = False
    is_list: bool = False
    may_repeat: bool = False


@dataclass(frozen=True)
class Tables:
    """A field that holds a list of small tables, each with these fields."""

    fields: dict[str, Field]


Entry = dict[str, Field | Tables]


@dataclass(frozen=True)
class Section:
    """One section of a file: its fields, whether it is given once, and what names an entry.

    Entries go by their number where no field names them.
    """

    fields: Entry
    is_single: bool = False
    named_by: str = ""


def one(model: type[models.Model], name: str, *, required: bool | None = None) -> Field:
    """The field that fills that column, demanded where the column is unless said otherwise."""
    column = model._meta.get_field(name)
    return Field(column, not (column.blank or column.null) if required is None else required)


def like(model: type[models.Model], names: str) -> Entry:
    """The fields that are called as the model's columns are, and demanded where those are."""
    return {name: one(model, name) for name in names.split()}


def several(
    model: type[models.Model], name: str, *, required: bool = False, may_repeat: bool = False
) -> Field:
    """A list of what that column may hold, each once unless it may repeat."""
    return Field(model._meta.get_field(name), required, is_list=True, may_repeat=may_repeat)


def read_toml(path: Path) -> dict:
    """The content of one fixture file, unchecked. Raises BrokenFixture where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except FileNotFoundError:
        raise BrokenFixture(f"fixtures/{path.name} is missing.") from None
    except OSError as error:
        raise BrokenFixture(f"fixtures/{path.name} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise BrokenFixture(f"fixtures/{path.name} cannot be read: {error}.") from error


def check_sections(
    name: str,
    content: dict,
    sections: Mapping[str, Section],
    *,
    has_source: bool,
    demanded: Collection[str] = (),
) -> None:
    """Raises BrokenFixture, which names the file, the entry, and everything wrong with it.

    `sections` are those that the content may have, `demanded` those of them that it must have.
    """
    missing = [f"[{section}] is missing." for section in sorted({*demanded} - content.keys())]
    if wrong := [*missing, *_wrong_with(content, sections, has_source=has_source)]:
        raise BrokenFixture(f"fixtures/{name}, " + " ".join(wrong))


def _wrong_with(
    content: dict, sections: Mapping[str, Section], *, has_source: bool
) -> Iterator[str]:
    for name, value in content.items():
        section = sections.get(name)
        if section is None:
            yield f"{name}: a file of this kind has no such section."
            continue
        entry_fields = _with_place(section.fields, has_source=has_source)
        if section.is_single:
            if isinstance(value, dict):
                yield from _wrong_in(f"[{name}]", value, entry_fields)
            else:
                yield f"{name}: it is given once, as [{name}]."
        elif isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
            for n, entry in enumerate(value, start=1):
                yield from _wrong_in(_called(section, name, n, entry), entry, entry_fields)
        else:
            yield f"{name}: each of its entries begins with [[{name}]]."


def _with_place(entry: Entry, *, has_source: bool) -> Entry:
    """A place is a place in a document: where there is none, there is no such field."""
    return entry if has_source else {n: field for n, field in entry.items() if n != "place"}


def _called(section: Section, kind: str, n: int, entry: dict) -> str:
    name = entry.get(section.named_by)
    return f"{kind} {name if name and isinstance(name, str) and name.isprintable() else n}"


def _wrong_in(where: str, entry: dict, fields: Entry) -> Iterator[str]:
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
            if not field.may_repeat and len({str(v) for v in value}) < len(value):
                yield f"{where}: {name} names the same thing twice."
        else:
            yield from (f"{where}: {name} {wrong}." for wrong in _wrong_as(value, field.column))


def _wrong_as(value, column: models.Field) -> Iterator[str]:
    """What keeps the column from holding the value, as the end of a sentence."""
    if isinstance(column, models.DateField):
        if not isinstance(value, date) or isinstance(value, datetime):
            yield "is a day, written without quotation marks: 2015-04-23"
    elif isinstance(column, models.BooleanField):
        if not isinstance(value, bool):
            yield "is true or false, written without quotation marks"
    elif isinstance(column, models.DecimalField):
        yield from _wrong_number(value, column)
    elif isinstance(column, models.IntegerField):
        if not isinstance(value, int) or isinstance(value, bool):
            yield "is a whole number, written without quotation marks"
        elif not 0 <= value <= 32767:
            yield "is a number from 0 to 32,767"
    elif not isinstance(value, str):
        yield "is a text, in quotation marks"
    else:
        yield from _wrong_text(value, column)


def _wrong_number(value, column: models.DecimalField) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        yield "is a number, written without quotation marks"
        return
    try:
        column.run_validators(Decimal(value))
    except ValidationError as error:
        yield f"cannot be {value}: {' '.join(error.messages).rstrip('.')}"


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
    elif isinstance(column, models.URLField) and value:
        try:
            column.run_validators(value)
        except ValidationError:
            yield f"is “{value}”, which is not the address of a page"


# A recommendation's number stands in the address of its page.
_NUMBER = Recommendation._meta.get_field("number")
_SLUG = models.SlugField()
