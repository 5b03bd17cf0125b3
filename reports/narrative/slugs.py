"""How a name from a document is spelt in the name of a live field."""

import re
import unicodedata


def slug(text: str) -> str:
    """ "Q1 (13/14)" is "q1-13-14": lower case, letters and digits kept, all else one hyphen."""
    kept = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\W_]+", "-", kept).strip("-")
