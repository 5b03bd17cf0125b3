"""Reads a logo that was handed in: its size before it is opened, and made anew without what came with it."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from plans.services.errors import Refused

MOST_BYTES = 1_000_000
MOST_PIXELS = 4_000_000
LEAST_SIDE, MOST_SIDE = 16, 4000
CUT_OFF = "This picture cannot be read to its end: save it anew and hand that in."
KINDS = {"PNG": "image/png", "JPEG": "image/jpeg"}


@dataclass(frozen=True)
class Picture:
    """A picture that can be printed: its bytes, made by us, its type and its size in pixels."""

    content: bytes
    content_type: str
    width: int
    height: int


def picture_of(content: bytes) -> Picture:
    """The picture. Raises Refused: nothing is decoded before its header says how large it is."""
    if len(content) > MOST_BYTES:
        raise _refused(
            f"The file has {len(content) / 1e6:,.1f} MB, and a logo may have {MOST_BYTES / 1e6:g} MB: "
            "hand in a smaller one."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we measure ourselves
            with Image.open(io.BytesIO(content), formats=tuple(KINDS)) as image:
                _require_size(*image.size)
                _require_end(content, image.format)
                return _made_anew(image)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        if isinstance(error, Refused):
            raise
        raise _refused(_why(error)) from error


def _why(error: Exception) -> str:
    if isinstance(error, UnidentifiedImageError):
        return "This file is neither a PNG nor a JPEG: hand in one of those."
    if isinstance(error, Image.DecompressionBombError):
        return "This picture has far more pixels than a logo may have: hand in a smaller one."
    return CUT_OFF


def _require_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
        raise _refused(
            f"This picture has {width:,} by {height:,} pixels ({width * height / 1e6:,.1f} "
            f"megapixels), and a logo may have {MOST_PIXELS / 1e6:g} megapixels and "
            f"{MOST_SIDE:,} pixels a side: hand in a smaller one."
        )
    if min(width, height) < LEAST_SIDE:
        raise _refused(
            f"This picture has {width:,} by {height:,} pixels: it would print as a smudge. "
            f"Hand in one of at least {LEAST_SIDE} pixels a side."
        )


def _require_end(content: bytes, kind: str) -> None:
    """WeasyPrint, once imported, has Pillow fill up what is cut off, so the end is looked for here."""
    end = b"IEND" if kind == "PNG" else b"\xff\xd9"
    if end not in content[-1000:]:
        raise _refused(CUT_OFF)


def _made_anew(image: Image.Image) -> Picture:
    """The picture's pixels alone: what else the file carried (who, where, when) stays behind."""
    kind = image.format
    wanted = "RGB" if kind == "JPEG" else "RGBA"
    plain = Image.new(wanted, image.size)
    plain.paste(image.convert(wanted))
    made = io.BytesIO()
    plain.save(made, kind, **({"quality": 90} if kind == "JPEG" else {"optimize": True}))
    return Picture(made.getvalue(), KINDS[kind], *image.size)


def _refused(sentence: str) -> Refused:
    return Refused(sentence, field="logo")
