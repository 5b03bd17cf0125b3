"""The sections of this kind of pack, in its order."""

from reports.sections.kept import Kept

BOARD_SECTIONS: tuple[Kept, ...] = ()
