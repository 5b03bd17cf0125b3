"""Whether the figures say the opposite of what a document says of them."""

from fractions import Fraction

from indicators.rules.facts import Facts, Flag, FlagKind
from indicators.rules.measures import Way
from indicators.rules.printed import Printed, differ, exact_text, printed_range, read_printed
from plans.rules.words import stop

LEVEL_PCT = 2  # a change up to this share of the earlier figure may be called no change


def check_claim(way: Way, earlier: Facts, later: Facts, text: str, place: str) -> Flag | None:
    """A flag where the later figure went the other way than is claimed; None where it did not.

    "Lower" is contradicted by a higher figure and "higher" by a lower one; that it stayed the same
    is not the opposite of either. "No change" is contradicted only by a change that rounding
    cannot explain (no value rounds to both, not even at a shared edge) and that is over 2% of the
    earlier figure: less is what people call level. None too where a figure is not known, or where
    the two were counted by different rules. Source: issue 4 ("claims" held against their figures).
    """
    was, now = read_printed(earlier.published), read_printed(later.published)
    if was is None or now is None or earlier.version != later.version:
        return None
    went = _way(was, now)
    if way is Way.LEVEL:
        contradicted = _is_beyond_rounding(was, now) and _is_large(was, now)
    else:
        contradicted = went not in (way, Way.LEVEL)
    if not contradicted:
        return None
    moved = (
        f"It went from {earlier.published} ({earlier.period}) "
        f"to {later.published} ({later.period}), which is {went.label}"
    )
    return Flag(FlagKind.CLAIM, f"“{stop(text)}” {moved}{_size(way, was, now)}.", place)


def _way(was: Printed, now: Printed) -> Way:
    if not differ(was, now):
        return Way.LEVEL
    return Way.UP if now.value > was.value else Way.DOWN


def _is_beyond_rounding(was: Printed, now: Printed) -> bool:
    low, high = printed_range(was.value, was.decimals)
    low_now, high_now = printed_range(now.value, now.decimals)
    return high < low_now or high_now < low


def _is_large(was: Printed, now: Printed) -> bool:
    change = abs(Fraction(now.value) - Fraction(was.value))
    return 100 * change > LEVEL_PCT * abs(Fraction(was.value))


def _size(way: Way, was: Printed, now: Printed) -> str:
    """How much of the earlier figure the change is, where that is why it is no level one."""
    if way is not Way.LEVEL or not was.value:
        return ""
    change = 100 * abs(Fraction(now.value) - Fraction(was.value)) / abs(Fraction(was.value))
    return f" by {exact_text(change, 1)}%, more than the {LEVEL_PCT}% that can be called level"
