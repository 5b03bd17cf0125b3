"""Which meeting a board pack is for, which one was before it, and of which decisions are wanted."""

from typing import TYPE_CHECKING

from plans.models import Meeting
from plans.readmodels_time import Boundary
from plans.selectors.changes import beginning, boundaries, boundary_at
from plans.selectors.meetings import board_meetings, boundary_of, next_meeting
from reports.pack_texts import texts_of

if TYPE_CHECKING:
    from reports.material import Material


def meeting_of(material: "Material") -> Meeting | None:
    """The meeting that was chosen, else the latest dated one by the day; None where there is none."""
    asked = material.asked
    if asked.meeting is not None:
        return asked.meeting
    met = board_meetings(asked.plan, as_at=asked.as_at)
    return met[-1] if met else None


def is_over(material: "Material", meeting: Meeting) -> bool:
    """Whether it was past before the day that the pack speaks of."""
    boundary = boundary_of(meeting)
    return boundary is not None and boundary < material.as_at


def meeting_before(material: "Material") -> Meeting | None:
    """The last dated meeting of the plan's board that was past before the day, as on its dashboard.

    Where the pack is for a meeting of that very day, or of a later one, that is the one before it.
    """
    met = boundaries(material.asked.plan, as_at=material.as_at)
    return met[-1] if met else None


def since(material: "Material") -> Boundary:
    """The end of the meeting before, else the plan's own beginning."""
    before = meeting_before(material)
    if before is None:
        return beginning(material.asked.plan)
    return boundary_at(before, texts_of(material.releases))


def meeting_to_decide(material: "Material") -> Meeting | None:
    """The meeting of which decisions are wanted: the pack's own, where that is over the next one.

    None where no such meeting is recorded: then they are wanted of whichever comes next.
    """
    meeting = meeting_of(material)
    if meeting is not None and not is_over(material, meeting):
        return meeting
    return next_meeting(material.asked.plan, after=material.as_at)
