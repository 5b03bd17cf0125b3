"""Writes a paper to a file: the plan's monitoring paper as PDF or as a workbook."""

import os
import tempfile
from pathlib import Path

from django.core.management.base import CommandError

from plans.management.arguments import DatabaseCommand, add_day_arguments, plan_on_day
from reports.pack import AudienceRefused, require_audience
from reports.papers import PaperRefused, format_named, plan_paper, require_kind
from reports.pdf import PdfUnavailable


class Command(DatabaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("kind", metavar="KIND", help="plan (board and scrutiny are to come)")
        parser.add_argument(
            "plan", metavar="PLAN", help="a plan's reference, such as 2014-improvement"
        )
        parser.add_argument("--format", required=True, help="pdf or xlsx")
        add_day_arguments(parser)
        parser.add_argument("--audience", default="board", help="board (the default)")
        parser.add_argument("--meeting", metavar="M", help="for the board pack, which is to come")
        parser.add_argument("--review", metavar="R", help="for the scrutiny report, to come")
        parser.add_argument("--out", required=True, metavar="FILE", help="the file to write")

    def handle(self, *, kind: str, plan: str, as_at: str | None, out: str, **options) -> None:
        try:
            require_kind(kind)
            _require_no_extras(options)
            format_named(options["format"])
            require_audience(options["audience"])
            found, day = plan_on_day(plan, as_at)
            path = _writable(out)
            paper = plan_paper(
                found, as_at=day, ending=options["format"], audience=options["audience"]
            )
        except (PaperRefused, AudienceRefused, PdfUnavailable) as error:
            raise CommandError(str(error)) from None
        write_whole(path, paper.content)
        self.stdout.write(f"Wrote {path}, {len(paper.content):,} bytes.")


def _require_no_extras(options: dict) -> None:
    for name, pack in (("meeting", "board"), ("review", "scrutiny")):
        if options[name] is not None:
            raise PaperRefused(f"--{name} belongs to the {pack} pack, which cannot be made yet.")


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
