"""Which sections each kind of pack has, in which order, and what stands on its cover."""

from reports.blocks import Document, Section
from reports.material import Chosen, Material
from reports.models import SectionOrder
from reports.rules.packs import Kind
from reports.sections import SECTIONS
from reports.sections.board_pack import BOARD_SECTIONS
from reports.sections.covers import cover
from reports.sections.errata import ERRATA_SECTION
from reports.sections.plan_monitoring import PLAN_SECTIONS
from reports.sections.scrutiny import SCRUTINY_SECTIONS

OWN: dict[Kind, tuple[str, ...]] = {
    Kind.PLAN: tuple(kept.key for kept in PLAN_SECTIONS),
    Kind.BOARD: tuple(kept.key for kept in BOARD_SECTIONS),
    Kind.SCRUTINY: tuple(kept.key for kept in SCRUTINY_SECTIONS),
}


def chosen_sections(material: Material) -> tuple[Chosen, ...]:
    """The sections that the pack shall have: its own choice, else the service's, else the kind's."""
    asked = material.asked
    kept = asked.sections or _of_service(asked) or ()
    first = (Chosen(ERRATA_SECTION.key),) if asked.corrects_text else ()
    return (*first, *(c for c in in_order(asked.kind, kept) if c.is_in))


def in_order(kind: Kind, kept: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """Every section of a kind: those kept first, as they are, then what they do not name."""
    known = [c for c in kept if c.key in OWN[kind] and c.key in SECTIONS]
    named = {c.key for c in known}
    return (*known, *(Chosen(key) for key in OWN[kind] if key not in named))


def _of_service(asked) -> tuple[Chosen, ...]:
    row = SectionOrder.objects.filter(service=asked.plan.service_id, kind=asked.kind.value).first()
    return tuple(Chosen(**each) for each in row.sections) if row else ()


def cover_of(material: Material, sections: tuple[Section, ...]) -> Document:
    """The whole document: its cover, facts, notes and sources around the sections."""
    return cover(material, sections)
