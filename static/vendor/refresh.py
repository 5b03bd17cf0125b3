"""Fetch the two front-end libraries again and rewrite them for yotplan.

Run `python static/vendor/refresh.py` where npm is at hand; nothing else ever needs npm.
Change a version here and in README.md, run, read the difference, look at the pages.
"""

import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

# package, version, folder, files wanted (inside the archive -> here)
LIBRARIES = [
    (
        "govuk-frontend",
        "6.6.0",
        "govuk-frontend",
        {
            "dist/govuk/govuk-frontend.min.css": "govuk-frontend.min.css",
            "dist/govuk/govuk-frontend.min.js": "govuk-frontend.min.js",
        },
    ),
    (
        "@ministryofjustice/frontend",
        "11.1.0",
        "moj-frontend",
        {
            "moj/moj-frontend.min.css": "moj-frontend.min.css",
            "moj/moj-frontend.min.js": "moj-frontend.min.js",
        },
    ),
]
MOJ_ICONS = "moj/assets/images/"

# The typeface, the crest and the GOV.UK name are kept for services on GOV.UK: none is shipped.
CUTS = [
    (r"@font-face\{[^}]*GDS Transport[^}]*\}", ""),
    (r"GDS Transport,", ""),
    (r"(?:-webkit-)?(?:background|mask)-image:url\([^)]*govuk-crest[^)]*\);?", ""),
    (r"/\*#\s*sourceMappingURL=[^*]*\*/", ""),
    (r"//#\s*sourceMappingURL=\S*", ""),
    (r"url\(/assets/", "url(assets/"),
]
UNWANTED = ["GDS Transport", "crest.svg", "sourceMappingURL", "url(/", ".woff"]


def rewritten(text: str) -> str:
    """The text without what must not be shipped; ValueError if some of it is left."""
    for pattern, replacement in CUTS:
        text = re.sub(pattern, replacement, text)
    if left := [word for word in UNWANTED if word in text]:
        raise ValueError(f"still there after rewriting: {left}")
    return text.rstrip() + "\n"


def unpack(package: str, version: str, into: Path) -> Path:
    """The folder of the published package, fetched with `npm pack`."""
    command = ["npm", "pack", "--silent", f"{package}@{version}"]
    subprocess.run(command, cwd=into, check=True, stdout=subprocess.DEVNULL)
    archive = next(into.glob("*.tgz"))
    with tarfile.open(archive) as tar:
        tar.extractall(into, filter="data")
    return into / "package"


def refresh(package: str, version: str, folder: str, files: dict[str, str]) -> None:
    """Replace one library's files; its hand-written LICENCE.txt stays."""
    target = HERE / folder
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        source = unpack(package, version, Path(scratch))
        for inside, here in files.items():
            text = rewritten((source / inside).read_text(encoding="utf-8"))
            (target / here).write_text(text, encoding="utf-8", newline="\n")
            for icon in re.findall(r"url\((assets/images/[^)]+)\)", text):
                copy = target / icon
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source / MOJ_ICONS / copy.name, copy)
                copy.chmod(0o644)


if __name__ == "__main__":
    for library in LIBRARIES:
        refresh(*library)
        print("refreshed", library[0], library[1])
