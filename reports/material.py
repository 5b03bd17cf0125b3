"""What the sections of one pack are gathered from: everything read once, for one day and audience.

Sections take from here and from nowhere else, so that what is held back from the public is held back
before anything is made of it: a sentence, a chart or a rank cannot give away what it never had.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from indicators.models import SourceTable
from indicators.readmodels_tables import TablePage
from indicators.selectors.disclosure import Held, held_back
from indicators.selectors.source_tables import table_pages
from indicators.selectors.states import IndicatorState, indicator_states
from plans.models import Meeting, Plan
from plans.readmodels import Made
from reports.blocks import House
from reports.models import Review
from reports.narrative.fields import Fields
from reports.pack import plan_pack
from reports.pack_texts import readable_states, texts_of
from reports.readmodels_pack import PlanPack
from reports.readmodels_review import ReviewValues
from reports.released import Releases, releases_of
from reports.rules.errata import Erratum
from reports.rules.packs import Audience, Kind
from reports.selectors.house import Policy, house_of, policy_of
from reports.selectors.issued import said_before
from reports.selectors.reviews import review_values


@dataclass(frozen=True)
class Chosen:
    """One section as it was chosen: `title` "" is the section's own."""

    key: str
    title: str = ""
    is_in: bool = True


@dataclass(frozen=True)
class Asked:
    """Which pack is asked for. `sections` (): those of the kind, in its order.

    `made` None is a draft, which shows no clock. `paragraph` is that of Schedule 12A where the pack
    is exempt. `number` is that of the issue, 0 of a draft. `corrects_text` says which issue it
    corrects, "" for none, and `errata` lists what differs from that one.
    """

    kind: Kind
    plan: Plan
    as_at: date
    audience: Audience = Audience.BOARD
    review: Review | None = None
    meeting: Meeting | None = None
    title: str = ""
    sections: tuple[Chosen, ...] = ()
    paragraph: int | None = None
    made: Made | None = None
    issue_text: str = ""
    number: int = 0
    corrects_text: str = ""
    errata: tuple[Erratum, ...] = ()

    @property
    def is_public(self) -> bool:
        return self.audience is Audience.PUBLIC


class Material:
    """What one pack is made from; each part is read at its first use."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    @property
    def as_at(self) -> date:
        return self.asked.as_at

    @property
    def is_public(self) -> bool:
        return self.asked.is_public

    @cached_property
    def house(self) -> House:
        return house_of(self.asked.plan.service)

    @cached_property
    def policy(self) -> Policy:
        return policy_of(self.asked.plan.service)

    @cached_property
    def releases(self) -> Releases:
        """What of the typed texts the public may read; of any other audience, everything."""
        return releases_of(self.asked.plan.service, is_public=self.is_public)

    @cached_property
    def held(self) -> Held | None:
        """The readings and cells that are held back; None where the pack is not for the public."""
        if not self.is_public:
            return None
        service = self.asked.plan.service
        return held_back(
            service,
            as_at=self.as_at,
            policy=self.policy.disclosure,
            said_before=said_before(service),
        )

    @cached_property
    def states(self) -> tuple[IndicatorState, ...]:
        """The indicators as they stand, without what this audience may not read."""
        states = indicator_states(self.asked.plan.service, as_at=self.as_at, held=self.held)
        return readable_states(states, texts_of(self.releases))

    @cached_property
    def tables(self) -> tuple[tuple[SourceTable, TablePage], ...]:
        return table_pages(
            self.asked.plan.service, as_at=self.as_at, states=self.states, held=self.held
        )

    @cached_property
    def pack(self) -> PlanPack:
        """The plan as it stands, its board, questions, indicators and tables."""
        return plan_pack(self)

    @cached_property
    def review(self) -> ReviewValues | None:
        if self.asked.review is None:
            return None
        return review_values(self.asked.review, as_at=self.as_at, releases=self.releases)

    @cached_property
    def fields(self) -> Fields:
        """The live fields that narratives can quote, by name."""
        return Fields(self)
