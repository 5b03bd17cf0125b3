"""Says of which issued pack a file is; ends with status 1 where it is of none, or what is kept is damaged."""

import json
from pathlib import Path

from django.core.management.base import CommandError

from plans.management.arguments import DatabaseCommand
from plans.rules.words import count_of
from reports.verifying import Verdict, every_issue, mark_of_file, verdict_on


class Command(DatabaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", metavar="FILE", nargs="?", help="the file in question")
        parser.add_argument(
            "--all", action="store_true", help="check every file that is kept, of every issue"
        )
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object and nothing else"
        )

    def handle(self, *, file: str | None, **options) -> None:
        if (file is None) != options["all"]:
            raise CommandError("Give one file, or --all to check everything that is kept.")
        if options["all"]:
            self._all(as_json=options["json"])
        else:
            self._one(Path(file), as_json=options["json"])

    def _one(self, path: Path, *, as_json: bool) -> None:
        try:
            with path.open("rb") as opened:
                mark = mark_of_file(iter(lambda: opened.read(1 << 20), b""))
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
        found = verdict_on(mark, is_file=True)
        if as_json:
            self.stdout.write(json.dumps(_object(found), indent=2))
        else:
            self.stdout.write("\n".join((found.sentence, *found.faults)))
        if not found.is_issued or found.faults:
            raise SystemExit(1)

    def _all(self, *, as_json: bool) -> None:
        checked = [
            {"number": p.number, "title": p.title, "faults": list(f)} for p, f in every_issue()
        ]
        faults = [fault for each in checked for fault in each["faults"]]
        if as_json:
            self.stdout.write(json.dumps({"issues": checked, "is_well": not faults}, indent=2))
        elif faults:
            self.stdout.write("\n".join(faults))
        else:
            n = count_of(len(checked), "issue")
            self.stdout.write(f"{n} checked: every file is the one that was issued.")
        if faults:
            raise SystemExit(1)


def _object(found: Verdict) -> dict:
    return {
        "is_issued": found.is_issued,
        "sha256": found.sha256,
        "number": found.number,
        "title": found.title or None,
        "format": found.format or None,
        "corrected_by": found.corrected_by,
        "faults": list(found.faults),
        "sentence": found.sentence,
    }
