"""One measured line: what it cost, against what, and whether that keeps to the budget."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Line:
    """`value` is what the budget speaks of (a ratio, a count); None where it could not be measured."""

    name: str
    measured: str
    value: float | None = None
    must: float | None = None
    aim: float | None = None
    unit: str = "times"

    @property
    def verdict(self) -> str:
        if self.value is None or self.must is None:
            return ""
        if self.value > self.must:
            return "NOT MET"
        return "met" if self.aim is None or self.value > self.aim else "met, and the aim"

    def __str__(self) -> str:
        value = "" if self.value is None else f"{self.value:,.2f}".rstrip("0").rstrip(".")
        budget = "" if self.must is None else f"must {self.must:g}, aim {self.aim:g}"
        ratio = f"{value} {self.unit}".strip() if value else ""
        return (
            f"{self.name:<60} {self.measured:<52} {ratio:<14} {budget:<20} {self.verdict}".rstrip()
        )


def not_there(name: str, why: str) -> Line:
    return Line(name, f"not there: {why}")


def ms(seconds: float) -> str:
    return f"{1000 * seconds:,.1f} ms"


def timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def in_turn(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median seconds of each, run by turns so that what disturbs one disturbs all."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            found[name].append(timed(work))
    return {name: median(times) for name, times in found.items()}


def show(title: str, lines: Iterable[Line]) -> None:
    print(f"\n{title}", flush=True)
    for line in lines:
        print(f"  {line}", flush=True)
