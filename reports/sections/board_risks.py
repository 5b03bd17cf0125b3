"""The risks of a plan and what is done against them."""

from typing import TYPE_CHECKING

from reports.blocks import Section
from reports.sections.writing import lead, said

if TYPE_CHECKING:
    from reports.material import Material


def gather(material: "Material", title: str) -> Section:
    """That none is recorded, which is not to say that there is none."""
    blocks = (
        lead("No risk is recorded."),
        *said("None recorded is not none: it says that nobody has written one down here."),
    )
    return Section("board-risks", title, blocks, "risks", begins_page=False)
