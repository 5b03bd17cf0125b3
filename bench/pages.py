"""Pages through a real server: against an empty one, and as the plan grows."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from django.core.cache import cache

from bench.lines import Line, in_turn, ms, not_there, timed
from bench.server import Reader, serving
from plans.models import User

ROUNDS = 40
EMPTY = "/bench/empty/"
LIST = "actions/?rating=Green&sort=due"  # filtered and sorted, a page of 50
MANY = "/indicators/?service=bench-100"
SMALL, LARGE, DEMO = "/plans/bench-104/", "/plans/bench-1000/", "/plans/2014-improvement/"

AGAINST_EMPTY = (
    ("overview", "/", 4, 2.5),
    ("plan dashboard, 104 actions", DEMO, 4, 2.5),
    ("action list, 50 rows, filtered and sorted", DEMO + LIST, 30, 18),
    ("indicators of the demonstration", "/indicators/", 30, 18),
    ("100 indicators with ten years of quarters", MANY, 30, 18),
    ("an indicator: custody", "/indicators/custody-rate/", 30, 18),
    ("an indicator with ten years of quarters", "/indicators/bench-100-1/", 30, 18),
)
GROWTH = (
    ("plan dashboard", ""),
    ("action list, filtered and sorted", LIST),
    ("action list, the last page", "actions/?page=last"),
    ("questions", "questions/"),
    ("what changed", "changes/"),
    ("journey", "journey/"),
    ("slips and forecasts", "slips/"),
    ("with the board", "board/"),
    ("record", "record/"),
)
# Of a few indicators and of 100, each with ten years of quarters.
INDICATORS = (("overview, 100 indicators against 10", "/?service=bench-10", "/?service=bench-100"),)
MEETING = ("/meetings/bench-104-2015-04-10/", "/meetings/bench-1000-2015-04-10/")


def measure(database: Path, user: User) -> Iterator[Line]:
    with serving(database, user) as reader:
        paths = [EMPTY, *(p for _, p, *_ in AGAINST_EMPTY)]
        paths += [size + page for _, page in GROWTH for size in (SMALL, LARGE)]
        paths += MEETING
        paths += [path for _, small, large in INDICATORS for path in (small, large)]
        there = {path: _answers(reader, path) for path in paths}
        works = {p: (lambda p=p: reader.get(p)) for p, status in there.items() if status == 200}
        medians = in_turn(works, ROUNDS)
        yield Line("empty page, signed in", f"{ms(medians[EMPTY])}")
        for name, path, must, aim in AGAINST_EMPTY:
            if path not in medians:
                yield not_there(name, f"{path} answers {there[path]}")
                continue
            ratio = medians[path] / medians[EMPTY]
            yield Line(name, f"{ms(medians[path])}", ratio, must, aim)
            yield Line("  its queries", "", reader.queries(path), 12, 8, "")
        grown = [(name, SMALL + page, LARGE + page) for name, page in GROWTH]
        for name, small, large in [*grown, ("meeting", *MEETING), *INDICATORS]:
            if not {small, large} <= medians.keys():
                yield not_there(f"{name}, grown", f"{large} answers {there[large]}")
                continue
            yield _growth(name, reader, small, large, medians)
        yield from _after_a_write(reader, medians[EMPTY])


def _after_a_write(reader: Reader, empty: float) -> Iterator[Line]:
    """The first reader after a write pays for what the next ones find kept: no budget, but no secret."""
    for name, path in (
        ("overview", "/"),
        ("plan dashboard", DEMO),
        ("1,000 actions", LARGE),
        ("indicators of the demonstration", "/indicators/"),
        ("100 indicators", MANY),
    ):
        times = []
        for _ in range(7):
            cache.clear()
            times.append(timed(lambda path=path: reader.get(path)))
        yield Line(f"{name}, first time after a write", ms(median(times)), median(times) / empty)


def _growth(name: str, reader: Reader, small: str, large: str, medians: dict) -> Line:
    queries = [reader.queries(small), reader.queries(large)]
    same = "the same" if queries[0] == queries[1] else "NOT THE SAME"
    title = name if "against" in name else f"{name}, 1,000 actions against 104"
    return Line(
        title,
        f"{ms(medians[large])} / {ms(medians[small])}; queries {queries[1]} / {queries[0]}, {same}",
        medians[large] / medians[small],
        1.5,
        1.1,
    )


def _answers(reader: Reader, path: str) -> int:
    """The status of a page, after enough visits to have everything loaded."""
    for _ in range(3):
        status = reader.get(path).status
    return status
