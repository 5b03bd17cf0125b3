"""Makes a document of a pack's sections: gathers each, numbers what is numbered, keeps what failed."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from django.db import connection, transaction

from reports.blocks import Document, Section
from reports.kinds import chosen_sections, cover_of
from reports.material import Material
from reports.numbering import numbered
from reports.sections import SECTIONS

log = logging.getLogger(__name__)
Progress = Callable[[int, int, str], None]


def compile_document(material: Material, progress: Progress | None = None) -> Document:
    """The pack that the material is asked for, as values.

    A section that cannot be gathered is there with the sentence why, and the rest of the pack as it
    would be: the lint finds it, and it cannot be issued. `progress` hears how many sections are done,
    of how many, and the title of the one at hand; what it raises (a job was cancelled) ends the work.
    """
    chosen = chosen_sections(material)
    found: list[Section] = []
    for n, choice in enumerate(chosen):
        own = SECTIONS[choice.key]
        title = choice.title or own.title
        if progress:
            progress(n, len(chosen), title)
        try:
            with _apart():
                section = own.gather(material, title)
        except Exception as error:
            log.exception("The section %s could not be gathered", choice.key)
            section = Section(choice.key, title, (), anchor=choice.key, failed=_why(error))
        if section is not None:
            found.append(section)
    if progress:
        progress(len(chosen), len(chosen), "")
    return numbered(cover_of(material, tuple(found)))


def _apart() -> AbstractContextManager:
    """Within a transaction, one of its own: on PostgreSQL an error of the database ends the whole else.

    Outside of one there is none to save, and on SQLite a new one would lock out who writes.
    """
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _why(error: Exception) -> str:
    from plans.services.errors import Refused

    if isinstance(error, (Refused, ValueError)) and str(error):
        return str(error)
    return f"It could not be gathered ({type(error).__name__}); the server’s log has the details."
