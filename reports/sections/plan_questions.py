"""The questions that are open, under their severities, and how they were found."""

from typing import TYPE_CHECKING

from plans.readmodels_questions import QuestionLine
from reports.blocks import Cell, Column, Section, Table, cell
from reports.readmodels_pack import QuestionGroup
from reports.sections.writing import dim, heading, lead, lines, said

if TYPE_CHECKING:
    from reports.material import Material


def gather(material: "Material", title: str) -> Section:
    """What is asked of the plan; for the public one sentence, as questions quote what people typed."""
    asked = material.pack.asked
    blocks = [lead(asked.sentence), *said(asked.found_text, asked.rules_text)]
    for group in asked.groups:
        blocks += [heading(group.title), question_table(group)]
    return Section("plan-questions", title, tuple(blocks), "questions")


def question_table(group: QuestionGroup) -> Table:
    """Questions with what each is about and where its facts stand."""
    return Table(
        caption=f"Questions: {group.title[0].lower()}{group.title[1:]}",
        columns=(
            Column("No.", 9, heads_rows=True),
            Column("Question, and where its facts stand", 91),
        ),
        rows=tuple(_row(question) for question in group.lines),
        anchor=f"questions-{group.lines[0].severity.value}",
        group="Questions",
    )


def _row(question: QuestionLine) -> tuple[Cell, ...]:
    beneath = (question.note, *question.source_texts)
    return cell(question.about), lines(question.text, *(dim(text) for text in beneath if text))
