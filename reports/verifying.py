"""Says of which issued pack a file is, if of any; and whether what is kept is still what was issued."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.manifests import seal, sha256
from reports.models import IssuedFile, IssuedPack
from reports.papers import FORMATS


@dataclass(frozen=True)
class Verdict:
    """What a mark is the mark of. `sentence` says it; `faults` where what is kept is damaged.

    `number` None: of no issue.
    """

    sha256: str
    sentence: str
    number: int | None = None
    title: str = ""
    format: str = ""
    url: str = ""
    corrected_by: int | None = None
    faults: tuple[str, ...] = ()

    @property
    def is_issued(self) -> bool:
        return self.number is not None


def mark_in(text: str) -> str | None:
    """The SHA-256 that somebody pasted, whatever stands around it; None where there is none."""
    found = re.findall(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", text.lower())
    return found[0] if len(found) == 1 else None


def mark_of_file(chunks: Iterable[bytes]) -> str:
    """The SHA-256 of a file, read piece by piece."""
    found = hashlib.sha256()
    for chunk in chunks:
        found.update(chunk)
    return found.hexdigest()


def verdict_on(mark: str, *, is_file: bool) -> Verdict:
    """Of which issue a mark is; `is_file`: a file was handed in, and not the mark alone."""
    file = IssuedFile.objects.filter(sha256=mark).order_by("pk").first()
    if file:
        return _of_file(mark, file, is_file=is_file)
    pack = IssuedPack.objects.filter(sha256=mark).order_by("pk").first()
    if pack:
        return _told(mark, pack, f"This is the mark of the manifest of issue {pack.number}.")
    what = "The file that you chose" if is_file else "A file with this mark"
    return Verdict(
        mark,
        f"{what} is no file of any pack issued here. A single letter that differs makes another "
        "file of it; a draft is never one.",
    )


def _of_file(mark: str, file: IssuedFile, *, is_file: bool) -> Verdict:
    pack = IssuedPack.objects.select_related("corrected_by").get(pk=file.pack_id)
    label = FORMATS[file.format].label.partition(",")[0]
    what = "The file that you chose" if is_file else "The file with this mark"
    sentence = f"{what} is the {label} of issue {pack.number}, byte for byte."
    return _told(mark, pack, sentence, format=file.format)


def _told(mark: str, pack: IssuedPack, sentence: str, *, format: str = "") -> Verdict:
    later = getattr(pack, "corrected_by", None)
    if later:
        sentence += f" It was corrected by issue {later.number}."
    return Verdict(
        mark,
        sentence,
        number=pack.number,
        title=pack.title,
        format=format,
        url=pack.get_absolute_url(),
        corrected_by=later.number if later else None,
        faults=faults_of(pack),
    )


def faults_of(pack: IssuedPack) -> tuple[str, ...]:
    """Where what is kept of an issue is not what its manifest says, in sentences; every byte is read."""
    return tuple(_faults(pack))


def _faults(pack: IssuedPack) -> Iterator[str]:
    if seal(pack.manifest) != pack.sha256:
        yield f"The manifest of issue {pack.number} is not the one that it was issued with."
    told = {file["format"]: file for file in pack.manifest["files"]}
    kept = {file.format: file for file in pack.files.order_by("format")}
    for ending in dict.fromkeys((*told, *kept)):
        if ending not in kept:
            yield f"The {ending} file of issue {pack.number} is missing."
        elif ending not in told:
            yield f"Issue {pack.number} has a {ending} file that its manifest does not name."
        elif sha256(bytes(kept[ending].content)) != told[ending]["sha256"]:
            yield f"The {ending} file of issue {pack.number} is not the one that was issued."


def every_issue() -> Iterator[tuple[IssuedPack, tuple[str, ...]]]:
    """Every issue with its faults, one at a time, since the files are large."""
    for pack in IssuedPack.objects.order_by("service_id", "number").iterator(chunk_size=1):
        yield pack, faults_of(pack)
