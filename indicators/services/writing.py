"""Writes indicators, what rates them and the tables that they stood in, as documents give them."""

from datetime import date
from decimal import Decimal

from django.db import models

from indicators.models import (
    Approval,
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
from indicators.rules import band_notation as rules
from indicators.rules.measures import Unit, read_value
from plans.models import Action, Objective, Service
from plans.services.catalogue import Writer
from plans.services.days import day_of

_NUMBERS = ("numerator", "denominator", "other_denominator")


class IndicatorWriter(Writer):
    """Who writes of indicators, when, and from which document; "" is the place of what has none."""

    def add_indicator(self, service: Service, *, place: str, **facts) -> Indicator:
        return Indicator.objects.create(service=service, **facts, **self.sourced(place))

    def add_version(self, indicator: Indicator, *, place: str, **facts) -> CountingRule:
        position = indicator.versions.count() + 1
        return self._of(indicator, CountingRule, place, position=position, **facts)

    def add_step(self, indicator: Indicator, *, place: str, **facts) -> Step:
        return self._of(indicator, Step, place, position=indicator.steps.count() + 1, **facts)

    def add_band_set(self, indicator: Indicator, *, place: str, **facts) -> BandSet:
        return self._of(indicator, BandSet, place, **facts)

    def add_band(self, band_set: BandSet, *, position: int, band: rules.Band) -> Band:
        """One band of a set, with its ends as they were read."""
        return Band.objects.create(
            band_set=band_set,
            position=position,
            word=band.word,
            tone=band.tone,
            low=band.low,
            low_included=band.low_included,
            low_disputed=band.low_disputed,
            high=band.high,
            high_included=band.high_included,
            high_disputed=band.high_disputed,
            as_written=band.as_written,
            **self.recorded,
        )

    def add_target(
        self, indicator: Indicator, *, place: str, value: Decimal | int | None = None, **facts
    ) -> Target:
        return self._of(indicator, Target, place, value=_decimal(value), **facts)

    def add_note(self, indicator: Indicator, *, place: str, **facts) -> Note:
        return self._of(indicator, Note, place, **facts)

    def add_claim(
        self, indicator: Indicator, *, earlier: Reading, later: Reading, place: str, **facts
    ) -> Claim:
        return self._of(indicator, Claim, place, earlier=earlier, later=later, **facts)

    def add_link(
        self,
        indicator: Indicator,
        *,
        objective: Objective | None = None,
        action: Action | None = None,
        place: str,
        why: str = "",
    ) -> Link:
        return self._of(indicator, Link, place, objective=objective, action=action, why=why)

    def add_reading(
        self,
        indicator: Indicator,
        *,
        published: str = "",
        published_on: date | None = None,
        known_on: date | None = None,
        place: str = "",
        **facts,
    ) -> Reading:
        """One published value, kept as printed and, where it is a number, as one.

        It is known from `known_on`: where that is not given, from its document's day, else from the
        day that it was published or recorded.
        """
        document = self.source.published_on if self.source else None
        known = known_on or document or published_on or day_of(self.at)
        numbers = {name: _decimal(facts.pop(name, None)) for name in _NUMBERS}
        return self._of(
            indicator,
            Reading,
            place,
            published=published,
            value=_value(indicator, published, numbers["numerator"]),
            published_on=published_on,
            known_on=known,
            **numbers,
            **facts,
        )

    def approve(self, reading: Reading) -> Approval:
        """The word that a reading may be shown outside the service."""
        return Approval.objects.create(reading=reading, **self.recorded)

    def add_table(self, service: Service, *, place: str, **facts) -> SourceTable:
        return SourceTable.objects.create(service=service, **facts, **self.sourced(place))

    def add_column(self, table: SourceTable, **facts) -> TableColumn:
        return TableColumn.objects.create(table=table, **facts, **self.recorded)

    def add_row(self, table: SourceTable, **facts) -> TableRow:
        return TableRow.objects.create(table=table, **facts, **self.recorded)

    def add_cell(self, row: TableRow, column: TableColumn, **facts) -> TableCell:
        return TableCell.objects.create(row=row, column=column, **facts, **self.recorded)

    def _of(self, indicator: Indicator, model: type[models.Model], place: str, **facts):
        return model.objects.create(indicator=indicator, **facts, **self.sourced(place))


def _decimal(number: Decimal | int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def _value(indicator: Indicator, published: str, counted: Decimal | None) -> Decimal | None:
    """The number that was published; of a count printed in words, "one", what was counted."""
    value = read_value(published)
    if value is None and published and indicator.unit == Unit.COUNT:
        return counted
    return value
