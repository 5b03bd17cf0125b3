"""All that does not add up in the readings of one indicator, and what they come to recomputed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.rules.facts import Facts, Flag, FlagKind, Measure
from indicators.rules.populations import RATE_SCALE, PopulationFit, fit, printed_jumps
from indicators.rules.reading_checks import form_flags, funnel_flags, label_flag
from indicators.rules.recomputing import (
    Recomputed,
    denominator_flags,
    recompute,
    recomputed_flag,
    with_counts,
)
from indicators.rules.two_figures import two_figures

Line = tuple[str, str, str, str]  # series, area, step and version: Facts.line


@dataclass(frozen=True)
class Examined:
    """What the rules find in one indicator's readings.

    `recomputed` has the readings that could be worked out again. `flags` has every reading, () for
    one with nothing to say of it; `line_flags` only the lines that are flagged as a whole.
    `populations` are by line and document.
    """

    recomputed: Mapping[int, Recomputed]
    flags: Mapping[int, tuple[Flag, ...]]
    line_flags: Mapping[Line, tuple[Flag, ...]]
    populations: Mapping[tuple[Line, str], PopulationFit]


def examine(
    measure: Measure,
    readings: Iterable[Facts],
    rebases: Sequence[date] = (),
    *,
    said_denominator: str = "",
    own_steps: Collection[str] = (),
) -> Examined:
    """Everything recomputed and flagged, of the readings of one indicator, whatever their order.

    `rebases` are the days from which a note says that figures start anew or are counted otherwise.
    `said_denominator`: the document's words for the denominator, where they are the definition's
    own or its other one's; a document's readings may say it themselves. `own_steps`: refs of a
    funnel's steps that do not count of the step before. Flags stand in the order of FlagKind, those
    of a line in that of its documents. Source: design, section 6.
    """
    given = sorted(readings, key=lambda facts: facts.id)
    flags: dict[int, list[Flag]] = {facts.id: form_flags(measure, facts) for facts in given}
    recomputed: dict[int, Recomputed] = {}
    line_flags: dict[Line, list[Flag]] = {}
    populations: dict[tuple[Line, str], PopulationFit] = {}
    for (line, document), group in _by_line_and_document(given).items():
        population = fit(measure, group, rebases=rebases)
        if population.runs:
            populations[line, document] = population
        jumps = printed_jumps(group, rebases=rebases) if measure.unit in RATE_SCALE else {}
        said_here = next((f.said_denominator for f in group if f.said_denominator), "")
        for_line, by_reading = denominator_flags(
            measure, with_counts(group, given), said_denominator=said_here or said_denominator
        )
        of_line = [flag for flag in (for_line, label_flag(group)) if flag]
        if of_line:
            line_flags.setdefault(line, []).extend(of_line)
        for facts in group:
            found = recompute(
                measure, facts, population=population.common.get(facts.id), among=group
            )
            if found:
                recomputed[facts.id] = found
            said = (
                recomputed_flag(measure, facts, found),
                population.flags.get(facts.id),
                jumps.get(facts.id),
                by_reading.get(facts.id),
            )
            flags[facts.id] += [flag for flag in said if flag]
    for id_, flag in funnel_flags(measure, given, own_steps=own_steps).items():
        flags[id_].append(flag)
    for id_, disagreeing in two_figures(measure, given).items():
        flags[id_] += disagreeing
    return Examined(
        recomputed,
        {id_: _in_order(found) for id_, found in flags.items()},
        {line: tuple(found) for line, found in line_flags.items()},
        populations,
    )


def _by_line_and_document(readings: Iterable[Facts]) -> dict[tuple[Line, str], list[Facts]]:
    groups: dict[tuple[Line, str], list[Facts]] = {}
    for facts in readings:
        groups.setdefault((facts.line, facts.document), []).append(facts)
    return groups


def _in_order(flags: list[Flag]) -> tuple[Flag, ...]:
    kinds = list(FlagKind)
    return tuple(sorted(flags, key=lambda flag: kinds.index(flag.kind)))
