"""What stands behind a pack: its documents, how it counts, what it lacks, what it holds back."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from plans.rules.words import stop
from reports.blocks import HELD_BACK, Block, Bullets, Column, Section, Table, cell, words
from reports.readmodels_pack import Gap
from reports.released import NOT_RELEASED
from reports.sections.writing import heading, said
from reports.selectors.house import Policy

if TYPE_CHECKING:
    from reports.material import Material

NOTES = (
    "A calculated reading is what the key and the dates imply on the day, in words of its own; it is "
    "never mixed up with a reported colour.",
    "A date known to the month or the year means its last day, and is printed without a day.",
    "Nothing is corrected in silence: where readings or documents differ, each is shown.",
)
NO_SOURCE = "No document; everything was recorded here."


def gather(material: "Material", title: str) -> Section:
    """Sources, notes and known gaps; for the public, what is held back and by whose policy."""
    pack = material.pack
    blocks: list[Block] = [
        heading("Sources"),
        Bullets(tuple(words(text) for text in sources(material)) or (words(NO_SOURCE),)),
        heading("Notes"),
        Bullets(
            tuple(words(text) for text in (*NOTES, f"Past their date. {pack.state.overdue_rule}"))
        ),
        *gap_blocks(pack.gaps),
    ]
    if material.is_public:
        blocks += disclosure_blocks(material.policy)
    return Section("plan-about", title, tuple(blocks), "about", begins_page=False)


def sources(material: "Material") -> tuple[str, ...]:
    """The documents that the actions rest on, then those that the pack's readings come from."""
    pack = material.pack
    measured = {i.section.ref for i in pack.measured.indicators}
    rows = (
        state.gathered.rows.get(s.facts.id)
        for state in material.states
        if state.measure.ref in measured
        for s in state.readings
    )
    read = (row.source.title for row in rows if row is not None and row.source_id)
    return tuple(dict.fromkeys((*(source.text for source in pack.sources), *read)))


def gap_blocks(gaps: Iterable[Gap]) -> Iterator[Block]:
    """What a reader might look for and does not find."""
    rows = tuple((cell(gap.what), cell(gap.note)) for gap in gaps)
    yield heading("Known gaps")
    if rows:
        columns = (Column("What", 62, heads_rows=True), Column("How it stands", 38))
        yield Table("What is not recorded", columns, rows, anchor="gaps")
    else:
        yield from said("None is known.")


def disclosure_blocks(policy: Policy) -> Iterator[Block]:
    """What the edition for the public holds back, by which threshold, and whose policy that is."""
    yield heading("What is held back", "held-back", is_listed=True)
    yield from said(*disclosure_notes(policy))


def disclosure_notes(policy: Policy) -> tuple[str, ...]:
    """The same as sentences, for the cover and for workbooks."""
    threshold = policy.disclosure.threshold
    own = (
        f"The threshold of {threshold} is this service’s own policy: {stop(policy.reason)}"
        if policy.reason
        else f"The threshold of {threshold} is the policy of this service."
    )
    zeros = (
        "Zeros and wholes of the caseload are shown; in tables of attributes and of surveys they "
        "are held back as well."
        if policy.disclosure.keeps_zeros
        else "Zeros and wholes are held back as well."
    )
    return (
        f"{HELD_BACK} stands in the place of a figure that is confidential. Numbers of people from 1 "
        f"to {threshold - 1} are held back, and so is every rate, total, percentage, rank, interval "
        "and point of a chart from which one could be worked out, also together with what was "
        "published before.",
        f"{own} {zeros}",
        f"What people typed is confidential until it is released, text by text: “{NOT_RELEASED}” "
        "stands in the place of a text that was not. Who recorded what is left out.",
    )
