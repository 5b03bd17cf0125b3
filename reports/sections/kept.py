"""What one section is: a key, a title, and how it is gathered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.blocks import Section

if TYPE_CHECKING:
    from reports.material import Material


@dataclass(frozen=True)
class Kept:
    """One section as it can be chosen: its key, its own title, and what gathers it.

    `gather` is given the title that the section shall have, and returns None where the pack has
    nothing of it (the appendix with the plan, in a review that is of no plan).
    """

    key: str
    title: str
    gather: Callable[["Material", str], Section | None]
