"""What a date in a plan means, as it is written there, and how dates are printed."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a document gives a date; the day stored is the last one that it can mean."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"


@dataclass(frozen=True)
class WrittenDate:
    """A date as written: the last day it means (None: unknown), its precision, and what else it says.

    `ongoing`: the words say that the work goes on. `says_done`: the words ("Achieved") speak of
    state where a date was expected, so the date is unknown.
    """

    as_written: str
    on: date | None = None
    precision: Precision | None = None
    ongoing: bool = False
    says_done: bool = False


MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number])
} | {"sept": 9}
_SEASON_END_MONTH = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_LEAD = re.compile(r"^(?:by|before|from)?[\s,]*(?:the\s+)?(?:end\s+(?:of\s+)?)?", re.IGNORECASE)
_ONGOING = re.compile(r"\s*[(,;:–-]?\s*\bon-?going\b\)?\s*$", re.IGNORECASE)
_DONE = re.compile(r"^(achieved|completed?|done)\W*$", re.IGNORECASE)
_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)"


_YEARS = range(2000, 2100)  # outside of them a date is mistyped, or too far off to mean a day


def last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _full_year(text: str) -> int:
    """The year of two or four digits; two digits are of this century, as the documents' all are."""
    return int(text) if len(text) == 4 else 2000 + int(text)


def _day(text: str) -> date | None:
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    if iso:
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    numbers = re.fullmatch(rf"(\d{{1,2}})[./ -](\d{{1,2}})[./ -]{_YEAR}", text)
    if numbers:
        return date(_full_year(numbers["year"]), int(numbers[2]), int(numbers[1]))
    words = re.fullmatch(
        rf"(?:[a-z]+day\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\s+({_MONTH})\.?,?\s+{_YEAR}", text
    )
    if words:
        return date(_full_year(words["year"]), MONTHS[words[2]], int(words[1]))
    return None


def _month(text: str) -> date | None:
    found = re.fullmatch(rf"({_MONTH})\.?,?\s*['’]?{_YEAR}", text)
    return last_of_month(_full_year(found["year"]), MONTHS[found[1]]) if found else None


def _quarter(text: str) -> date | None:
    """Financial (April to March) where the year has a slash, else of the calendar year."""
    financial = re.fullmatch(r"q(?:uarter\s*)?([1-4])\s*\(?((?:20)?\d\d)/(?:20)?\d\d\)?", text)
    if financial:
        quarter, year = int(financial[1]), _full_year(financial[2])
        return last_of_month(year, 3 * quarter + 3) if quarter < 4 else last_of_month(year + 1, 3)
    plain = re.fullmatch(r"q(?:uarter\s*)?([1-4])\s*(20\d\d)", text)
    return last_of_month(int(plain[2]), 3 * int(plain[1])) if plain else None


def _season(text: str) -> date | None:
    """A winter belongs to the year in which it begins: "winter 2015" and "winter 2015/16" end alike."""
    found = re.fullmatch(r"(spring|summer|autumn|winter)\s+(20\d\d)(/(?:20)?\d\d)?", text)
    if not found or (found[3] and found[1] != "winter"):
        return None
    return last_of_month(int(found[2]) + (found[1] == "winter"), _SEASON_END_MONTH[found[1]])


def _year(text: str) -> date | None:
    return date(int(text), 12, 31) if re.fullmatch(r"20\d\d", text) else None


def read_date(as_written: str) -> WrittenDate:
    """The date that the words mean, with its precision; no date where they name none for certain.

    A month means its last day, a quarter is financial where the year has a slash, seasons end on
    31 May, 31 August, 30 November and the last of February. "Achieved" says something about state
    and leaves the date unknown. "Tbc (roll out due Summer 2016)" is no date, nor is a day before
    2000 or after 2099. Source: design, section 3.
    """
    words = " ".join(as_written.split())
    if _DONE.match(words):
        return WrittenDate(as_written, says_done=True)
    ongoing = bool(_ONGOING.search(words))
    text = _LEAD.sub("", _ONGOING.sub("", words)).strip(" .,;").lower()
    readers = (
        (Precision.DAY, _day),
        (Precision.MONTH, _month),
        (Precision.QUARTER, _quarter),
        (Precision.SEASON, _season),
        (Precision.YEAR, _year),
    )
    for precision, read in readers:
        try:
            on = read(text)
        except ValueError:  # 31 April: it has the shape of a date and is none
            return WrittenDate(as_written, ongoing=ongoing)
        if on and on.year in _YEARS:
            return WrittenDate(as_written, on, precision, ongoing)
    return WrittenDate(as_written, ongoing=ongoing)


def long_date(day: date) -> str:
    """ "23 April 2015": for sentences."""
    return f"{day.day} {day:%B} {day.year}"


def short_date(day: date) -> str:
    """ "23 Apr 2015": for tables."""
    return f"{day.day} {day:%b} {day.year}"


def date_text(day: date | None, precision: Precision | str | None, *, short: bool = False) -> str:
    """A date printed no more exactly than it is known; "" where it is unknown.

    Month: "May 2014". Quarter: "quarter to June 2015". Season and year: "by the end of ...".
    """
    if day is None:
        return ""
    month = f"{day:%b} {day.year}" if short else f"{day:%B} {day.year}"
    match precision:
        case Precision.MONTH:
            return month
        case Precision.QUARTER:
            return f"quarter to {month}"
        case Precision.SEASON:
            return f"season to {month}"
        case Precision.YEAR:
            return str(day.year)
    return short_date(day) if short else long_date(day)


def days_text(n: int) -> str:
    """ "1 day", "1,204 days"."""
    return f"{n:,} day" if n == 1 else f"{n:,} days"
