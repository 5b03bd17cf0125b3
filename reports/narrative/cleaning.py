"""Takes out of a text what nobody can see in it and what a file cannot hold."""

import re

from reports.narrative.problems import Problems

MAX_CHARACTERS, MAX_LINES = 400_000, 20_000

# What turns the order of letters round, or hides among them, without being seen.
_UNSEEN = "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
# Control characters other than tab and line feed, halves of characters, and what is none.
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_HIDDEN = re.compile(f"[{_UNSEEN}\U000e0000-\U000e007f]")
_BROKEN = re.compile(f"[{_CONTROL}]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def without_hidden(text: str, problems: Problems) -> str:
    """The text with one kind of line end, without unseen and broken characters, and not too long."""
    text = _LINE_ENDS.sub("\n", text)
    for code, pattern, said in (
        (
            "hidden",
            _HIDDEN,
            "characters that cannot be seen and can change the order of letters were left out. "
            "Type the words anew in place of pasting them.",
        ),
        (
            "control",
            _BROKEN,
            "control characters, which no paper can show, were left out. Type the words anew in "
            "place of pasting them.",
        ),
    ):
        if found := pattern.search(text):
            problems.add(code, said[0].upper() + said[1:], text.count("\n", 0, found.start()) + 1)
            text = pattern.sub("", text)
    return _not_too_long(text, problems)


def _not_too_long(text: str, problems: Problems) -> str:
    """As many whole lines as can be read while somebody waits."""
    kept = text
    if len(kept) > MAX_CHARACTERS:
        kept = kept[:MAX_CHARACTERS]
        kept = kept[: kept.rfind("\n")] if "\n" in kept else kept
    if kept.count("\n") >= MAX_LINES:
        kept = "\n".join(kept.split("\n", MAX_LINES)[:MAX_LINES])
    if kept != text:
        problems.add(
            "too-long",
            f"The text has {len(text):,} characters; the first {len(kept):,} are here and the rest "
            f"is left out. Divide it into texts of up to {MAX_CHARACTERS:,} characters and "
            f"{MAX_LINES:,} lines.",
            kept.count("\n") + 1,
        )
    return kept
