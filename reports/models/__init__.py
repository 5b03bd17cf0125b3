"""What reports keep: reviews and what came of them, packs drafted and issued, how they look."""

from reports.models.house import DisclosurePolicy, HouseStyle, Logo, Release
from reports.models.packs import Accepted, Draft, IssuedFile, IssuedPack, Job, JobFile, Worker
from reports.models.responses import Implementation, Response
from reports.models.review import (
    Conclusion,
    Evidence,
    Exhibit,
    GlossaryTerm,
    Narrative,
    PanelMeeting,
    PanelMember,
    PanelRecommendation,
    ReceivedDocument,
    Review,
    ReviewObjective,
    SectionOrder,
    Witness,
)

__all__ = [
    "Accepted",
    "Conclusion",
    "DisclosurePolicy",
    "Draft",
    "Evidence",
    "Exhibit",
    "GlossaryTerm",
    "HouseStyle",
    "Implementation",
    "IssuedFile",
    "IssuedPack",
    "Job",
    "JobFile",
    "Logo",
    "Narrative",
    "PanelMeeting",
    "PanelMember",
    "PanelRecommendation",
    "ReceivedDocument",
    "Release",
    "Response",
    "Review",
    "ReviewObjective",
    "SectionOrder",
    "Witness",
    "Worker",
]
