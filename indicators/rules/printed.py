"""What a printed number can stand for: the values that print so, and whether two printings agree."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from indicators.rules.measures import read_value


@dataclass(frozen=True)
class Printed:
    """A number as printed: its value, and how many decimals it was rounded to."""

    value: Decimal
    decimals: int


def read_printed(published: str) -> Printed | None:
    """The number that stands there, with the decimals printed; None where it is no one number.

    "About 70%" is none: how far it was rounded is not said, so nothing can be held against it.
    """
    value = read_value(published)
    return None if value is None else Printed(value, decimals_of(value))


def decimals_of(value: Decimal) -> int:
    """How many decimals the number is written with; noughts at the end count: 1.90 has two."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"“{value}” is no finite number")
    return max(0, -exponent)


def printed_range(
    published: str | Decimal | int, decimals: int | None = None
) -> tuple[Fraction, Fraction]:
    """The lowest and the highest value that may print so: half a unit of the last place either side.

    Both ends may: half-up takes the lower one, half-even takes both of an even digit. `decimals`
    None: as many as are printed. Raises ValueError where `published` is no number. Source: design,
    section 6 ("does not agree beyond rounding").
    """
    value = read_value(published) if isinstance(published, str) else Decimal(published)
    if value is None:
        raise ValueError(f"“{published}” is no number")
    places = decimals_of(value) if decimals is None else decimals
    half = Fraction(1, 2 * 10**places)
    return Fraction(value) - half, Fraction(value) + half


def agrees(exact: Fraction, published: str | Decimal | int, decimals: int | None = None) -> bool:
    """Whether the exact value, rounded half up or half to even, may be what was published."""
    low, high = printed_range(published, decimals)
    return low <= exact <= high


def differ(one: Printed, other: Printed) -> bool:
    """Whether no one value can have been rounded to both: 43.3 and 43.2 differ, 1.90 and 1.9 do not.

    With the same decimals any difference counts. With others the finer one is rounded once more,
    to the coarser's decimals.
    """
    if one.decimals == other.decimals:
        return one.value != other.value
    coarse, fine = sorted((one, other), key=lambda printed: printed.decimals)
    return not agrees(Fraction(fine.value), coarse.value, coarse.decimals)


def rounded(exact: Fraction, decimals: int) -> Decimal:
    """The value to so many decimals, a half away from nought."""
    units = floor(abs(exact) * 10**decimals + Fraction(1, 2))
    return Decimal(f"{'-' if exact < 0 and units else ''}{units}E-{decimals}")


def exact_text(exact: Fraction, decimals: int) -> str:
    """ "1,250.0": rounded, with its decimals and with commas, without a unit."""
    return f"{rounded(exact, decimals):,f}"


def number_text(value: Decimal | int) -> str:
    """ "17,345", "12.5": a count without noughts that say nothing."""
    number = Fraction(value)
    return f"{int(number):,}" if number.denominator == 1 else f"{Decimal(value):,f}".rstrip("0")
