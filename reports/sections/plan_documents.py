"""What documents say of the whole plan, a part or an objective, and where they contradict themselves."""

from typing import TYPE_CHECKING

from reports.blocks import Column, Section, Table, cell
from reports.sections.writing import dim, heading, lines, said

if TYPE_CHECKING:
    from reports.material import Material


def gather(material: "Material", title: str) -> Section:
    """Statements up to the day, latest first, each with the actions that say otherwise."""
    pack = material.pack
    remarks = Table(
        caption="Statements about the plan, a part or an objective",
        columns=(
            Column("Day", 14),
            Column("About", 16),
            Column("What is said, and where", 58),
            Column("Disagrees with", 12),
        ),
        rows=tuple(
            (
                cell(remark.day_text),
                cell(remark.about),
                lines(remark.text, dim(remark.source) if remark.source else None),
                cell(", ".join(action.text for action in remark.disagrees) or "no action"),
            )
            for remark in pack.remarks
        ),
        anchor="documents-said",
        empty="None recorded.",
    )
    blocks = [
        *said(
            "Statements about the whole plan, a part or an objective, latest first, up to "
            f"{pack.as_at_text}. They change no action; where they contradict one, it is named."
        ),
        remarks,
    ]
    if pack.noted:
        blocks += [
            heading("Where documents contradict themselves, or had to be read with care", "noted"),
            *said("Met in reading the documents, whatever the day asked about."),
            Table(
                caption="What was met in reading the documents",
                columns=(Column("No.", 8, heads_rows=True), Column("What was met", 92)),
                rows=tuple((cell(line.ref), cell(line.note)) for line in pack.noted),
                anchor="documents-noted",
            ),
        ]
    return Section("plan-documents", title, tuple(blocks), "documents")
