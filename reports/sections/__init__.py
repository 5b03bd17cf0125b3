"""The sections that packs are made of, by key: each gathers plain values and knows no output."""

from reports.sections.board_pack import BOARD_SECTIONS
from reports.sections.errata import ERRATA_SECTION
from reports.sections.kept import Kept
from reports.sections.plan_monitoring import PLAN_SECTIONS
from reports.sections.scrutiny import SCRUTINY_SECTIONS

SECTIONS: dict[str, Kept] = {
    kept.key: kept for kept in (ERRATA_SECTION, *PLAN_SECTIONS, *BOARD_SECTIONS, *SCRUTINY_SECTIONS)
}
