"""Which images a paper may hold: small ones of a known kind, looked at before they are opened."""

import base64
import binascii
import re
from io import BytesIO

LOGO = re.compile(r"data:(image/png|image/jpeg);base64,([A-Za-z0-9+/=]+)")
MOST_BYTES = 2_000_000
MOST_PIXELS = 4_000_000  # of a logo: more than any paper shows


def is_image(address: str) -> bool:
    """Whether a data address holds a PNG or JPEG of a size that can be printed."""
    found = LOGO.fullmatch(address) if len(address) <= MOST_BYTES * 4 // 3 + 40 else None
    if not found:
        return False
    try:
        content = base64.b64decode(found[2], validate=True)
    except binascii.Error:
        return False
    return len(content) <= MOST_BYTES and _can_be_printed(content, found[1])


def _can_be_printed(content: bytes, kind: str) -> bool:
    from PIL import Image

    try:
        with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as image:  # the head alone
            width, height = image.size
            return Image.MIME.get(image.format or "") == kind and 0 < width * height <= MOST_PIXELS
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        return False
