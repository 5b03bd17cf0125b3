"""What the signs of a section say, for the foot of its pages: only of those that are there."""

from collections.abc import Iterator

from reports.blocks import Figure, Look, Section, Table

SAYS = {
    "inferred": "Dashed edge: nobody wrote the colour, it is inferred.",
    "calc": "White with an edge: calculated.",
    "board": "Double edge: the board’s reading.",
    "question": "Diamond: complete, yet work remains by its own words.",
    "disagree": "Crossed lines: figures or readings differ.",
    "late": "Triangle: past its date.",
}


def legend(section: Section) -> str:
    """The section's own legend, after what its tables have signs for. "" where they have none."""
    there = {sign for table in _tables(section) for sign in _signs(table)}
    said = [text for sign, text in SAYS.items() if sign in there]
    return " ".join([*said, section.legend] if section.legend else said)


def _tables(section: Section) -> Iterator[Table]:
    for block in section.blocks:
        table = block.table if isinstance(block, Figure) else block
        if isinstance(table, Table):
            yield table


def _signs(table: Table) -> Iterator[str]:
    for line in (line for row in table.rows for cell in row for line in cell.lines):
        if line.is_late:
            yield "late"
        if line.sign == "disagree" or table.look is Look.PLAN:
            yield line.sign
        if line.mark:
            yield line.mark.form
