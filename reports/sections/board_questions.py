"""The questions that a board asks first, and how many there are of every kind."""

from typing import TYPE_CHECKING

from plans.rules.questions.register import RULES
from plans.selectors.questions import ask_first, counts_by_code
from reports.blocks import Block, Column, Paragraph, Section, Table, cell
from reports.sections.writing import dim, labelled, lead, lines, said

if TYPE_CHECKING:
    from reports.material import Material

MOST = 8  # as many as a meeting has time for


def gather(material: "Material", title: str) -> Section:
    """Of each rule its first question, the most severe first; for the public one sentence."""
    asked = material.pack.asked
    questions = material.pack.questions
    blocks: list[Block] = [lead(asked.sentence), *said(asked.found_text)]
    first = ask_first(questions, most=MOST)
    if first:
        blocks.append(
            Table(
                caption="Questions to ask first",
                columns=(
                    Column("No.", 8, heads_rows=True),
                    Column("Question, and where its facts stand", 76),
                    Column("Severity", 16),
                ),
                rows=tuple(
                    (
                        cell(q.about),
                        lines(q.text, *(dim(t) for t in (q.note, *q.source_texts) if t)),
                        cell(q.severity.label),
                    )
                    for q in first
                ),
                anchor="ask-first",
                group="Questions",
            )
        )
    if len(questions) > len(first):
        counts = counts_by_code(questions)
        kinds = sorted((r for r in RULES if counts[r.code]), key=lambda r: -counts[r.code])
        said_of = "; ".join(f"{counts[r.code]:,} {r.label}" for r in kinds)
        blocks.append(Paragraph(labelled("All that are open, by kind.", f"{said_of}.")))
    return Section("board-questions", title, tuple(blocks), "questions")
