"""Which release of the code is running, and which libraries make its papers."""

import re
from functools import cache
from importlib.metadata import version
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
# What a pack's bytes depend on besides its data; their versions are locked.
MAKERS = ("Django", "weasyprint", "openpyxl", "python-docx", "markdown-it-py", "pillow")


@cache
def release() -> str:
    """ "0.1.0, commit 1499a53c4e21"; without the checkout's history the number alone."""
    found = re.search(r'^version = "([^"]+)"', (HOME / "pyproject.toml").read_text(), re.MULTILINE)
    number = found[1] if found else "unknown"
    commit = _commit(HOME / ".git")
    return f"{number}, commit {commit[:12]}" if commit else number


def _commit(git: Path) -> str:
    """The commit that is checked out; "" where none can be read."""
    try:
        head = (git / "HEAD").read_text().strip()
        if not head.startswith("ref: "):
            return head
        ref = head.removeprefix("ref: ")
        if (git / ref).is_file():
            return (git / ref).read_text().strip()
        packed = (git / "packed-refs").read_text().splitlines()
        return next((line.split()[0] for line in packed if line.endswith(f" {ref}")), "")
    except OSError:
        return ""


@cache
def versions() -> dict[str, str]:
    """The libraries that make packs, each with its version."""
    return {name: version(name) for name in MAKERS}
