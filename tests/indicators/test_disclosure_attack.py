"""Whether a reader who knows everything that is told can work out what is held back: they must not.

The publications are made up by hypothesis; the reader is tests/attacker.py, which knows none of the
rules. That it does succeed where nothing more than small numbers is held back shows that it can.
"""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from indicators.rules.disclosure import Policy
from indicators.rules.disclosure.deciding import decide
from indicators.rules.disclosure.records import read_said, record_of
from indicators.rules.disclosure.stated import StatedReading, Statements, Subject
from indicators.rules.measures import People, Unit
from tests.attacker import Attacker, Line

POLICY = Policy(5)
QUARTERS = [date(2022, 4, 1), date(2022, 7, 1), date(2022, 10, 1), date(2023, 1, 1)]
QUARTERS += [date(2023, 4, 1), date(2023, 7, 1), date(2023, 10, 1), date(2024, 1, 1)]
QUARTERS += [date(2024, 4, 1)]
OF = "Children seen"


def share(n: int, d: int) -> str:
    return f"{100 * n / d:.1f}" if d else "0.0"


class World:
    """Children counted by quarter, as readings of some indicators and as lines that can be told."""

    def __init__(self) -> None:
        self.subjects: dict[str, Subject] = {}
        self.readings: list[StatedReading] = []
        self.lines: dict[str, Line] = {}

    def subject(self, ref: str, unit: Unit, **more) -> None:
        words = {"numerator": f"Counted by {ref}"} | more
        self.subjects[ref] = Subject(ref, words.pop("people", People.CASELOAD), unit, **words)

    def reading(self, ref: str, first: int, last: int, n: int, d=None, **more) -> StatedReading:
        """One over some quarters; `bare` prints the value without the counts."""
        subject = self.subjects[ref]
        start, until = QUARTERS[first], QUARTERS[last]
        is_share = subject.unit is Unit.PERCENT
        people, bare = more.pop("population", None), more.pop("bare", False)
        value = share(n, d) if is_share else str(n)
        if people:
            value = f"{1000 * n / people:.2f}"
        step_of = more.pop("step_of", "")
        made = StatedReading(
            id=len(self.readings) + 1,
            indicator=ref,
            period=f"{start} to {until}",
            start=start,
            end=until - timedelta(days=1),
            published=value,
            n=None if bare else n,
            d=people if people else None if bare else d,
            is_total=last - first == 4,
            **more,
        )
        line = Line(
            what=f"{ref} {made.step}",
            start=start,
            end=until,
            n=made.n,
            d=None if people else made.d,
            value=value,
            of=subject.words_of("d", made.step) if is_share else "",
            scale=1000 if people else 100,
            people=people,
            area=made.area,
            step_of=step_of,
        )
        self.readings.append(made)
        self.lines[made.key] = line
        return made

    def __repr__(self) -> str:
        return "\n".join(
            f"{r.key} {r.indicator} {r.area} {r.start} {r.end} {r.n} of {r.d}: {r.published}"
            for r in self.readings
        )

    @property
    def statements(self) -> Statements:
        return Statements(dict(self.subjects), tuple(self.readings))


def bare(line: Line) -> Line:
    """What is left of a line that is held back: that there is such a figure."""
    return replace(line, n=None, d=None, value=None)


def attack(world: World, held, *, told_before=()) -> Attacker:
    lines = [bare(x) if key in held else x for key, x in world.lines.items()]
    return Attacker().read([*lines, *told_before])


def secrets(world: World, truths: dict, held) -> list[tuple[str, dict, int]]:
    """The numbers that must not be known: what is counted, and what is not, where it is small."""
    found = []
    for key, (n, d) in truths.items():
        line = world.lines[key]
        if 1 <= n < 5:
            found.append((key, {line.counted: 1}, n))
        if d is not None and 1 <= d - n < 5:
            found.append((key, {line.base: 1, line.counted: -1}, d - n))
        if d is not None and 1 <= d < 5:
            found.append((key, {line.base: 1}, d))
    return found


def worked_out(world: World, truths: dict, held, **known) -> list[str]:
    """The keys of the small numbers of which fewer than three values are left."""
    attacker = attack(world, held, **known)
    found = secrets(world, truths, held)
    small = {key for key, decision in held.items() if decision.rule.is_primary}
    among = {key: range(1, 5) if key in small else range(60) for key in world.lines}
    return [key for key, terms, _ in found if len(attacker.values(terms, among[key])) < 3]


counts = st.integers(0, 9)


@st.composite
def counted(draw) -> tuple[World, dict]:
    """A plain count by quarters of two years, with some years, halves and rolling years beside."""
    world, truths = World(), {}
    world.subject("a", Unit.COUNT)
    by_quarter = draw(st.lists(counts, min_size=8, max_size=8))
    windows = [(q, q + 1) for q in range(8) if draw(st.booleans())]
    windows += draw(
        st.lists(
            st.sampled_from([(0, 4), (4, 8), (0, 2), (2, 4), (0, 3), (1, 5), (2, 6), (0, 8)]),
            unique=True,
            max_size=4,
        )
    )
    for first, last in windows:
        n = sum(by_quarter[first:last])
        truths[world.reading("a", first, last, n).key] = (n, None)
    return world, truths


@st.composite
def shared(draw) -> tuple[World, dict]:
    """Two shares of the same children, by quarters and over the year, with counts or without."""
    world, truths = World(), {}
    for ref in "ab":
        world.subject(ref, Unit.PERCENT, denominator=OF)
    bases = draw(st.lists(st.integers(0, 30), min_size=4, max_size=4))
    for ref in "ab":
        parts = [draw(st.integers(0, base)) for base in bases]
        for first, last in draw(
            st.lists(
                st.sampled_from([(0, 1), (1, 2), (2, 3), (3, 4), (0, 4), (0, 2)]),
                unique=True,
                max_size=5,
            )
        ):
            n, d = sum(parts[first:last]), sum(bases[first:last])
            made = world.reading(ref, first, last, n, d, bare=draw(st.booleans()))
            truths[made.key] = (n, d)
    return world, truths


@st.composite
def with_areas(draw) -> tuple[World, dict]:
    """A count and a rate of it, of the whole and of the areas that make it up."""
    world, truths = World(), {}
    world.subject("a", Unit.COUNT)
    areas = draw(st.lists(counts, min_size=2, max_size=4))
    for n, count in enumerate(areas):
        truths[world.reading("a", 0, 1, count, area=f"area {n}").key] = (count, None)
    truths[world.reading("a", 0, 1, sum(areas)).key] = (sum(areas), None)
    world.subject("r", Unit.PER_1_000, numerator="Counted by a", denominator="Children living here")
    rate = world.reading("r", 0, 1, sum(areas), population=draw(st.integers(2000, 9000)))
    world.lines[rate.key] = replace(world.lines[rate.key], what="a ")
    truths[rate.key] = (sum(areas), None)
    return world, truths


worlds = st.one_of(counted(), shared(), with_areas())


@given(worlds)
@settings(max_examples=150)
def test_no_small_number_can_be_worked_out(made):
    world, truths = made
    held = decide(world.statements, POLICY)
    small = {key for key, *_ in secrets(world, truths, held) if world.lines[key].n is not None}
    assert small <= set(held)
    assert worked_out(world, truths, held) == []


@given(worlds)
@settings(max_examples=60)
def test_the_same_publication_gives_the_same_decision(made):
    world, _ = made
    again = Statements(world.subjects, tuple(reversed(world.readings)))
    assert decide(world.statements, POLICY) == decide(again, POLICY)


def test_holding_back_the_small_number_alone_gives_it_away():
    world = World()
    world.subject("a", Unit.COUNT)
    by_quarter = [8, 10, 5, 1]
    truths = {world.reading("a", q, q + 1, n).key: (n, None) for q, n in enumerate(by_quarter)}
    truths[world.reading("a", 0, 4, 24).key] = (24, None)
    alone = decide(world.statements, POLICY, is_secondary=False)
    assert worked_out(world, truths, alone) == ["reading:4"]
    assert worked_out(world, truths, decide(world.statements, POLICY)) == []


@given(worlds, st.data())
@settings(max_examples=100)
def test_what_was_told_before_helps_nobody(made, data):
    """A first paper tells some of the figures, a second one all: together they give nothing away."""
    world, truths = made
    assume(world.readings)
    n = data.draw(st.integers(1, len(world.readings)))
    first = Statements(world.subjects, tuple(data.draw(st.permutations(world.readings))[:n]))
    held = decide(first, POLICY)
    told = tuple(r for r in first.readings if r.key not in held)
    said = read_said(record_of(Statements(world.subjects, told), held))
    later = decide(world.statements, POLICY, said)
    before = [world.lines[r.key] for r in told]
    assert worked_out(world, truths, later, told_before=before) == []
