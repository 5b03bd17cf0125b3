"""The figures of a typed row: which number each is, and what is wrong with it by itself."""

from decimal import Decimal

from indicators.rules.entry_row import Column, Said
from indicators.rules.facts import Measure
from indicators.rules.measures import Unit
from indicators.rules.printed import decimals_of
from indicators.rules.typed import read_number
from plans.rules.words import count_of

LARGEST = 9_999_999_999  # what the columns of counts and values can hold
_SIGNS = {Unit.PERCENT: "%", Unit.POUNDS: "£"}


def _number(text: str, column: Column, signs: str, said: list[Said]) -> Decimal | None:
    """The number of a column, with what is wrong about it whatever it counts. `signs` may stand by it."""
    if not text:
        return None
    shown = f"“{text[:30]}{'…' if len(text) > 30 else ''}”"
    number = read_number(text)
    if number is None:
        said.append(
            Said(column, f"{shown} is not a number: write it in figures, as 1,250 or 40.5.")
        )
        return None
    wrong = next((sign for sign in "%£" if sign in text and sign not in signs), "")
    if wrong:
        said.append(Said(column, f"{shown} has a {wrong}: give the figure without it."))
        return None
    if number < 0:
        said.append(Said(column, f"{shown} is below 0."))
        return None
    if number > LARGEST:
        said.append(Said(column, f"{shown} is larger than any figure that is kept here."))
        return None
    return number


def read_count(text: str, column: Column, unit: Unit, said: list[Said]) -> Decimal | None:
    """The count typed; None where there is none, or one that cannot be: then `said` has why.

    A count is whole. An amount of money that is counted may have pence.
    """
    is_money = unit is Unit.POUNDS and column is Column.NUMERATOR
    number = _number(text, column, "£" if is_money else "", said)
    if number is None:
        return None
    if is_money:
        if decimals_of(number) > 2:
            said.append(Said(column, f"“{text}” has more decimals than an amount of money."))
            return None
    elif number != number.to_integral_value():
        said.append(Said(column, f"“{text}” is not a whole number: a count has no decimals."))
        return None
    return number


def read_published(text: str, measure: Measure, said: list[Said]) -> Decimal | None:
    """The published value typed; None where there is none, or one that cannot be: then `said` has why.

    It has no more decimals than the indicator, and no percentage is over a hundred.
    """
    column = Column.PUBLISHED
    number = _number(text, column, _SIGNS.get(measure.unit, ""), said)
    if number is None:
        return None
    if decimals_of(number) > measure.decimals:
        allowed = f"with {count_of(measure.decimals, 'decimal')}" if measure.decimals else "whole"
        said.append(
            Said(
                column,
                f"“{text}” has {count_of(decimals_of(number), 'decimal')}, and this indicator is "
                f"published {allowed}.",
            )
        )
        return None
    if measure.unit is Unit.PERCENT and number > 100:
        said.append(Said(column, f"“{text}” is over 100%."))
        return None
    return number
