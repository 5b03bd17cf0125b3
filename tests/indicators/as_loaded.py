"""Looks up what was loaded of the documents and of the invented service, as pages and files have it."""

from datetime import date

from indicators.readmodels import IndicatorLine, ReadingLine
from indicators.readmodels_tables import TablePage
from indicators.selectors.lines import indicator_line, lines_of
from indicators.selectors.source_tables import table_page
from indicators.selectors.states import IndicatorState, ReadingState, indicator_states
from plans.models import Service
from tests.conftest import LOADED_AT

TODAY = LOADED_AT.date()
REAL, INVENTED = "portsmouth-yot", "example-yjs"


def service(ref: str = REAL) -> Service:
    return Service.objects.get(ref=ref)


def states(of: str = REAL, *, as_at: date = TODAY, **asked) -> dict[str, IndicatorState]:
    """The states of a service's indicators on a day, by reference."""
    return {s.measure.ref: s for s in indicator_states(service(of), as_at=as_at, **asked)}


def state(ref: str, **asked) -> IndicatorState:
    """One indicator's; it is of the invented service where its name says so."""
    of = INVENTED if ref.startswith("example-") else REAL
    return states(of, ref=ref, **asked)[ref]


def lines(ref: str, *, series: str = "local", **asked) -> list[ReadingLine]:
    return [line for line in lines_of(state(ref, **asked)) if line.series == series]


def line(ref: str, period: str, *, area: str = "", **asked) -> ReadingLine:
    """The one reading of that period; `series` and `area` say whose, `as_at` and so on when."""
    (found,) = [x for x in lines(ref, **asked) if x.period == period and x.area == area]
    return found


def reading(ref: str, period: str, **asked) -> ReadingState:
    """The same as the rules see it."""
    (found,) = [
        s for s in state(ref, **asked).readings if s.facts.period == period and not s.facts.step
    ]
    return found


def table(ref: str, *, as_at: date = TODAY) -> TablePage:
    found = table_page(service(), ref, as_at=as_at)
    assert found, ref
    return found


def cells(ref: str, **asked) -> dict[str, list[str]]:
    """A table as printed: the texts of each row by its heading."""
    return {row.heading: [cell.text for cell in row.cells] for row in table(ref, **asked).rows}


def indicator_lines(of: Service, *, as_at: date) -> list[IndicatorLine]:
    """The indicators of a service in their order, as the workbook has them."""
    return [indicator_line(s) for s in indicator_states(of, as_at=as_at)]


def reading_lines(of: Service, *, as_at: date) -> list[ReadingLine]:
    """All readings of a service in the same order."""
    return [x for s in indicator_states(of, as_at=as_at) for x in lines_of(s)]
