"""The key of a plan, and the signs for readings other than a rating that was stated."""

from typing import TYPE_CHECKING

from reports.blocks import Cell, Column, Line, Section, Table, cell, words
from reports.readmodels_pack import FormRow
from reports.rules.packs import Kind
from reports.sections.writing import dim, lines, rated, said

if TYPE_CHECKING:
    from reports.material import Material


def gather(material: "Material", title: str) -> Section:
    """The plan's own words and colours, what each means, and every other sign that a pack has."""
    pack = material.pack
    key = Table(
        caption="Ratings of the plan’s key",
        columns=(
            Column("Rating", 22),
            Column("Definition in the plan’s key", 60),
            Column("Meaning", 18),
        ),
        rows=tuple((rated(r.mark), cell(r.definition), cell(r.note)) for r in pack.key),
        anchor="key-ratings",
        empty="The plan has no key.",
    )
    signs = Table(
        caption="Signs for readings other than a rating that was stated",
        columns=(Column("Sign", 30), Column("What it says", 70)),
        rows=tuple((_sign(form), cell(form.meaning)) for form in pack.forms),
        anchor="key-signs",
    )
    opening = said("The plan’s own words and colours, as published, and what each means.")
    is_first = material.asked.kind is not Kind.BOARD  # a board has it near the end
    blocks = (*opening, key, signs)
    return Section("plan-key", title, blocks, "key", begins_page=is_first)


def _sign(form: FormRow) -> Cell:
    if form.mark:
        is_said = form.word.lower() == form.mark.word.lower()
        return lines(Line(mark=form.mark), None if is_said else dim(form.word))
    is_late = form.shape == "behind"
    sign = "" if is_late else form.shape
    return Cell((Line(words(form.word), is_late=is_late, sign=sign),))
