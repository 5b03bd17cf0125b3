"""The sections of this kind of pack, in its order."""

from reports.sections.kept import Kept

SCRUTINY_SECTIONS: tuple[Kept, ...] = ()
