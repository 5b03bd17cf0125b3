"""What a house style may be: covers, and colours that can be read."""

import re
from enum import StrEnum

from reports.palette import PAPER

TEXT_RATIO = 4.5  # of white words on the colour, and of words in it on white: WCAG 2.2, 1.4.3
LINE_RATIO = 3.0  # of rules and bands beside white: WCAG 2.2, 1.4.11


class Cover(StrEnum):
    """How a cover is set."""

    PLAIN = "plain"
    BAND = "band"

    @property
    def label(self) -> str:
        return {"plain": "Plain", "band": "A band of colour"}[self.value]


def colour_of(text: str) -> str | None:
    """The colour as # and six digits, however it was written; None where it is none."""
    found = re.fullmatch(r"#?([0-9a-f]{6}|[0-9a-f]{3})", text.strip().lower())
    if not found:
        return None
    digits = found[1]
    return f"#{digits}" if len(digits) == 6 else "#" + "".join(d * 2 for d in digits)


def luminance(colour: str) -> float:
    """How light a colour is, 0 to 1. Source: WCAG 2.2, relative luminance."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str = PAPER) -> float:
    """The ratio of two colours, 1 to 21. Source: WCAG 2.2, contrast ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ratio_text(ratio: float) -> str:
    """ "4.49 to 1": cut and not rounded, so that no ratio looks as if it were enough."""
    return f"{int(ratio * 100 + 1e-9) / 100:.2f} to 1"


def fault_of(colour: str) -> str:
    """Why packs cannot be set in that colour, in a sentence; "" where they can."""
    ratio = contrast(colour)
    if ratio >= TEXT_RATIO:
        return ""
    line = (
        "lines would be seen and words not read"
        if ratio >= LINE_RATIO
        else f"lines and bands ask for {LINE_RATIO:g} to 1 as well"
    )
    return (
        f"{colour} against white has a contrast of {ratio_text(ratio)}, and words ask for "
        f"{TEXT_RATIO:g} to 1: {line}. Choose a darker colour."
    )


def praise_of(colour: str) -> str:
    """The contrast of a colour that is fit, in a sentence."""
    return (
        f"Its contrast against white is {ratio_text(contrast(colour))}: words ask for "
        f"{TEXT_RATIO:g} to 1, lines and bands for {LINE_RATIO:g} to 1."
    )
