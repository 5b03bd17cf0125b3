"""Writes a pack to a file: plan monitoring, the board's pack or a scrutiny report, as a draft."""

import os
import tempfile
from pathlib import Path

from django.core.management.base import CommandError

from plans.management.arguments import DatabaseCommand, add_day_arguments, plan_on_day
from reports.papers import FORMATS, PaperRefused, audience_named, format_named, kind_named
from reports.rules.packs import Audience, Kind


class Command(DatabaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("kind", metavar="KIND", help=", ".join(Kind))
        parser.add_argument(
            "plan", metavar="PLAN", help="a plan's reference, such as 2014-improvement"
        )
        parser.add_argument("--format", required=True, help=", ".join(FORMATS))
        add_day_arguments(parser)
        parser.add_argument(
            "--audience", default="board", help=f"{', '.join(Audience)} (default: board)"
        )
        parser.add_argument(
            "--paragraph",
            metavar="N",
            help="of an exempt pack: the paragraph of Schedule 12A, 1 to 7",
        )
        parser.add_argument(
            "--meeting",
            metavar="M",
            help="of a board pack: the meeting's reference (default: the latest by that day)",
        )
        parser.add_argument(
            "--review",
            metavar="R",
            help="of a scrutiny report: the review's reference (default: the latest by that day)",
        )
        parser.add_argument("--out", required=True, metavar="FILE", help="the file to write")

    def handle(self, *, kind: str, plan: str, as_at: str | None, out: str, **options) -> None:
        from reports.asking import asked_for
        from reports.papers import papers_of
        from reports.pdf import PdfUnavailable

        try:
            kind_named(kind)
            format_named(options["format"])
            audience_named(options["audience"])
            found, day = plan_on_day(plan, as_at)
            path = _writable(out)
            asked = asked_for(
                kind,
                found,
                as_at=day,
                audience=options["audience"],
                paragraph=_number(options["paragraph"]),
                meeting=options["meeting"],
                review=options["review"],
            )
            made = papers_of(asked, [options["format"]])
        except (PaperRefused, PdfUnavailable) as error:
            raise CommandError(str(error)) from None
        (paper,) = made.papers
        write_whole(path, paper.content)
        self.stdout.write(f"Wrote {path}, {len(paper.content):,} bytes.")
        for section in made.document.sections:
            if section.failed:
                self.stderr.write(f"The section “{section.title}” failed: {section.failed}")


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or len(text) > 2:
        raise CommandError(f"--paragraph {text} is not a paragraph of Schedule 12A: give 1 to 7.")
    return int(text)


def _writable(out: str) -> Path:
    """The path, or one sentence on why no file can be written there; asked before the work is done."""
    path = Path(out)
    if path.is_dir():
        raise CommandError(f"--out {out} is a folder: name a file in it.")
    if not path.parent.is_dir():
        raise CommandError(f"--out {out} cannot be written: there is no folder {path.parent}.")
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise CommandError(f"--out {out} cannot be written: you have no right to write there.")
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Writes the file in one piece: under another name first, so that no half of it is ever seen."""
    name = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name[:100]}-", delete=False
        ) as file:
            name = file.name
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_umask())
        os.replace(name, path)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise CommandError(f"--out {path} cannot be written: {error.strerror}.") from None


def _umask() -> int:
    """What this process leaves off the rights of new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
