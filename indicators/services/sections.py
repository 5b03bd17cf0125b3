"""The sections on indicators that a fixture file may have, and the fields of each."""

from django.db import models

from indicators.models import (
    Band,
    BandSet,
    Claim,
    CountingRule,
    Indicator,
    Link,
    Note,
    Reading,
    SourceTable,
    Step,
    TableCell,
    TableColumn,
    TableRow,
    Target,
)
from plans.models import Action, Objective, Plan
from plans.services.fixture_file import Entry, Field, Section, Tables, like, one, several
from plans.services.fixture_sections import PLACE

_OF: Entry = {"indicator": one(Indicator, "ref")}
_SPAN: Entry = like(BandSet, "as_written valid_from valid_until") | {
    "is_span_derived": one(BandSet, "is_span_derived", required=False)
}
_LINE: Entry = {
    "series": one(Reading, "series", required=False),
    "area": one(Reading, "area"),
    "step": one(Step, "ref", required=False),
}
_CELL: Entry = {
    "indicator": one(Indicator, "ref", required=False),
    "period": one(Reading, "period", required=False),
    "figure": one(TableCell, "figure", required=False),
    "is_total": one(TableRow, "is_total", required=False),
} | _LINE

SECTIONS = {
    "indicator": Section(
        like(Indicator, "ref name unit decimals better numerator denominator other_denominator")
        | like(Indicator, "period_kind publication_lag owner counting_rules wales_only computed")
        | {
            "domain": one(Indicator, "domain", required=False),
            "position": one(Indicator, "position", required=False),
            "is_stock": one(Indicator, "is_stock", required=False),
            "people": one(Indicator, "people", required=False),
            "steps": Tables(
                like(Step, "ref name numerator denominator")
                | {"is_of_the_last": one(Step, "is_of_the_last", required=False)}
            ),
        }
        | PLACE,
        named_by="ref",
    ),
    "version": Section(
        like(CountingRule, "version period_kind text joined") | _OF | PLACE, named_by="version"
    ),
    "band_set": Section(
        like(BandSet, "name")
        | {"bands": Tables(like(Band, "word tone") | {"written": one(Band, "as_written")})}
        | _OF
        | _SPAN
        | PLACE,
        named_by="name",
    ),
    "target": Section(
        {"kind": one(Target, "kind", required=False), "value": one(Target, "value")}
        | _OF
        | _SPAN
        | PLACE
    ),
    "reading": Section(
        like(Reading, "period numerator denominator other_denominator published published_on")
        | like(Reading, "rank rank_of rank_best_end rank_counts_service period_derived_from note")
        | like(Reading, "said_denominator")
        | {
            "start": one(Reading, "start_on"),
            "end": one(Reading, "end_on"),
            "is_period_derived": one(Reading, "is_period_derived", required=False),
            "is_total": one(Reading, "is_total", required=False),
            "version": one(CountingRule, "version", required=False),
            "beside": one(BandSet, "name", required=False),
            "status": one(Reading, "status", required=False),
            "waits": Field(models.BooleanField()),
        }
        | _OF
        | _LINE
        | PLACE,
    ),
    "note": Section(like(Note, "kind on text") | _OF | PLACE),
    "claim": Section(
        like(Claim, "way text")
        | {"earlier": one(Reading, "period"), "later": one(Reading, "period")}
        | {"is_total": one(Reading, "is_total", required=False)}
        | _OF
        | _LINE
        | PLACE
    ),
    "link": Section(
        like(Link, "why")
        | {
            "plan": one(Plan, "ref", required=False),
            "objective": one(Objective, "number", required=False),
            "action": one(Action, "ref", required=False),
        }
        | _OF
        | PLACE
    ),
    "table": Section(
        like(SourceTable, "ref title kind unit base note")
        | {
            "position": one(SourceTable, "position", required=False),
            "people": one(SourceTable, "people", required=False),
            "columns": Tables(like(TableColumn, "heading") | _CELL),
            "rows": Tables(
                like(TableRow, "heading place base part_of")
                | {"cells": several(TableCell, "printed", may_repeat=True)}
                | _CELL
            ),
        }
        | PLACE,
        named_by="ref",
    ),
}
