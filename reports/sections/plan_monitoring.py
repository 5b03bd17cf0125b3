"""The sections of this kind of pack, in its order."""

from reports.sections.kept import Kept

PLAN_SECTIONS: tuple[Kept, ...] = ()
