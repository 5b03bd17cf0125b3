"""Whether every package of a lock file is installed as locked, and whole; exits 1 if not."""

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path


def is_whole(name: str, version: str) -> bool:
    """An interrupted installation leaves no list of files, or files that are gone or cut short."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return False
    if found.version != version or not found.files:
        return False
    return all(
        (path := Path(file.locate())).is_file() and path.stat().st_size == file.size
        for file in found.files
        if file.size is not None
    )


def holds_here(marker: str) -> bool:
    """Whether an environment marker of the lock file is true of this machine."""
    from pip._vendor.packaging.markers import Marker

    return not marker or Marker(marker).evaluate()


pins = re.findall(
    r"^([\w.-]+)==([^\s;\\]+)(?: *; *([^\\\n]+))?", Path(sys.argv[1]).read_text(), re.MULTILINE
)
sys.exit(not all(is_whole(n, v) for n, v, marker in pins if holds_here(marker.strip())))
