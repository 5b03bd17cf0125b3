"""The figures of indicators and of the documents' tables that a text can quote, by name."""

from decimal import Decimal

from indicators.readmodels_tables import TablePage
from indicators.rules.facts import Facts
from indicators.rules.measures import Series
from indicators.rules.printed import number_text
from indicators.selectors.chart import interval_text
from indicators.selectors.disclosure import Held
from indicators.selectors.states import IndicatorState, ReadingState
from reports.blocks import HELD_BACK
from reports.narrative.live import NOT_KNOWN, LiveValue, Named
from reports.narrative.live import held as held_back
from reports.narrative.slugs import slug


def indicator_fields(state: IndicatorState, held: Held | None) -> Named:
    """Every name of an indicator: its latest reading, its main line, then its other readings.

    Where two readings would have the same name, the main line's has it, then the earlier one.
    """
    root, name = f"indicator.{state.measure.ref}", state.measure.name
    main = state.main_line()
    if main:
        at, of = f"{root}.latest", f"{name}, latest"
        latest = main[-1]
        yield f"{at}.period", LiveValue(latest.facts.period, says=f"{of}: the period")
        yield from _figures(at, of, latest, held)
        yield from _standing(at, of, state, latest, held)
    on_main = {s.facts.id for s in main}
    for s in (*main, *(s for s in state.readings if s.facts.id not in on_main)):
        line = "" if s.facts.id in on_main else _line(s.facts)
        at = ".".join(filter(None, (root, line, "reading", slug(s.facts.period))))
        yield from _figures(at, _called(name, s.facts), s, held)


def _line(facts: Facts) -> str:
    """What sets readings that are not the service's own main line apart; "" for that one's."""
    said = (
        "" if facts.series is Series.LOCAL else facts.series.value,
        slug(facts.area),
        slug(facts.step),
        slug(facts.version),
        "total" if facts.is_total else "",
    )
    return "-".join(filter(None, said))


def _called(name: str, facts: Facts) -> str:
    of = "" if facts.series is Series.LOCAL else facts.series.label
    said = (name, of, facts.area, facts.step, facts.version, "total" if facts.is_total else "")
    return ", ".join(filter(None, (*said, facts.period)))


def _is_held(s: ReadingState, held: Held | None) -> bool:
    return held is not None and s.facts.id in held.readings


def _figures(at: str, of: str, s: ReadingState, held: Held | None) -> Named:
    facts, hides = s.facts, _is_held(s, held)
    says = f"{of}: as published"
    if facts.published and facts.published != HELD_BACK:
        yield f"{at}.value", LiveValue(facts.published, facts.value, says=says)
    else:
        yield f"{at}.value", _absent(says, hides or facts.published == HELD_BACK, "not published")
    for figure in ("numerator", "denominator"):
        yield f"{at}.{figure}", _number(getattr(facts, figure), f"{of}: the {figure}", hides)


def _standing(at: str, of: str, state: IndicatorState, s: ReadingState, held: Held | None) -> Named:
    """The rank and the interval of a reading."""
    facts, hides = s.facts, _is_held(s, held)
    rank = f"{facts.rank} of {facts.rank_of}" if facts.rank and facts.rank_of else ""
    found = {"rank": rank or (facts.rank and str(facts.rank)), "interval": interval_text(state, s)}
    for figure, text in found.items():
        says = f"{of}: {'its rank' if figure == 'rank' else 'its 95% interval'}"
        value = facts.rank if figure == "rank" else None
        yield (
            f"{at}.{figure}",
            LiveValue(text, value, says=says) if text else _absent(says, hides, NOT_KNOWN),
        )


def _number(number: Decimal | None, says: str, hides: bool) -> LiveValue:
    if number is None:
        return _absent(says, hides, NOT_KNOWN)
    return LiveValue(number_text(number), number, says=says)


def _absent(says: str, is_held_back: bool, text: str) -> LiveValue:
    return held_back(says) if is_held_back else LiveValue(text, says=says)


def table_fields(page: TablePage) -> Named:
    """Every printed cell of a table; rows or columns of the same heading are told apart by "-2"."""
    columns = _unlike(page.columns)
    for row_slug, row in zip(_unlike(r.heading for r in page.rows), page.rows, strict=True):
        for column_slug, heading, cell in zip(columns, page.columns, row.cells, strict=True):
            name = f"table.{page.ref}.{row_slug}.{column_slug}"
            says = f"{page.title}: {row.heading}, {heading}"
            if cell.text == HELD_BACK:
                yield name, held_back(says)
            else:
                yield name, LiveValue(cell.text or "not printed", cell.number, says=says)


def _unlike(headings) -> list[str]:
    """Each heading as a slug, the second of the same with "-2" after it."""
    found: list[str] = []
    seen: dict[str, int] = {}
    for heading in headings:
        own = slug(heading) or "none"
        seen[own] = seen.get(own, 0) + 1
        found.append(own if seen[own] == 1 else f"{own}-{seen[own]}")
    return found
