"""Where two figures were published of the same thing, and they disagree."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations

from indicators.rules.facts import Facts, Flag, FlagKind, Measure
from indicators.rules.measures import Status
from indicators.rules.printed import agrees, differ, read_printed
from indicators.rules.recomputing import on_each_denominator


def two_figures(measure: Measure, readings: Iterable[Facts]) -> dict[int, tuple[Flag, ...]]:
    """For each reading that disagrees with another of the same thing, one flag for each of those.

    The same thing: series, area and step are the same, the version too unless one does not say it,
    and so are the days; or, where those of one are not known, the printed period in one document.
    They disagree where no one value rounds to both. A revision is no disagreement. Both figures
    stay. Source: design, section 6; issue 4 ("two published figures that disagree are both kept").
    """
    of_thing: dict[tuple, list[Facts]] = {}
    for facts in readings:
        thing = (facts.series, facts.area, facts.step)
        if facts.start and facts.end:
            of_thing.setdefault((*thing, facts.start, facts.end), []).append(facts)
        of_thing.setdefault((*thing, facts.document, facts.period), []).append(facts)
    flags: dict[int, dict[int, Flag]] = {}
    for group in of_thing.values():
        for one, other in combinations(group, 2):
            if _is_same(one, other) and _disagree(measure, one, other):
                flags.setdefault(one.id, {})[other.id] = _flag(one, other)
                flags.setdefault(other.id, {})[one.id] = _flag(other, one)
    return {id_: tuple(of[key] for key in sorted(of)) for id_, of in flags.items()}


def is_revised_by(earlier: Facts, later: Facts) -> bool:
    """Whether the later figure takes the earlier one's place in one document of one line.

    It does where it is called revised, or the earlier one provisional and it is not, unless the
    days of publication, where both are known, say that it came no later.
    """
    if (earlier.document, earlier.line) != (later.document, later.line):
        return False
    if earlier.published_on and later.published_on and earlier.published_on >= later.published_on:
        return False
    settles = earlier.status is Status.PROVISIONAL and later.status is not Status.PROVISIONAL
    return later.status is Status.REVISED or settles


def _is_same(one: Facts, other: Facts) -> bool:
    if one.version != other.version and one.version and other.version:
        return False
    if one.start and one.end and other.start and other.end:
        return (one.start, one.end) == (other.start, other.end)
    return True


def _disagree(measure: Measure, one: Facts, other: Facts) -> bool:
    printed, also = read_printed(one.published), read_printed(other.published)
    if printed is None or also is None or not differ(printed, also):
        return False
    if is_revised_by(one, other) or is_revised_by(other, one):
        return False
    # 1 of 8 is 12.5%, so 13% and 12% are both of it: rounded up, and rounded to even.
    return not any(
        agrees(exact, printed.value, printed.decimals) and agrees(exact, also.value, also.decimals)
        for exact in (*_exact(measure, one), *_exact(measure, other))
    )


def _exact(measure: Measure, facts: Facts) -> list[Fraction]:
    return [found.exact for found in on_each_denominator(measure, facts) if found]


def _flag(own: Facts, other: Facts) -> Flag:
    where = "the same document" if own.document == other.document else other.document
    where = where if other.document else "another reading of the same period"
    place = f", {other.place}" if other.place else ""
    text = f"{own.published} here, but {other.published} in {where}{place}."
    return Flag(FlagKind.TWO_FIGURES, text, own.place)
