"""What a printed list of codes ("A1, A3 - A14", "5 & 12") names, where that is certain."""

import re

_RANGE = re.compile(r"^([A-Z])(\d+)\s*[-–]\s*([A-Z]?)(\d+)$")
_ONE = re.compile(r"^[A-Z]\d+$")


def expand_codes(as_printed: str) -> list[str]:
    """The indicator codes of a printed list, in order; what is not certain stays as printed.

    "A10-15" is A10 to A15; "All" stays "All"; "C3 C6" stays as it is, for a comma or a dash may
    have been lost between them. A range that runs backwards or over two letters stays as printed.
    """
    codes: list[str] = []
    for part in (piece.strip() for piece in as_printed.split(",")):
        found = _RANGE.match(part)
        if found and found[3] in ("", found[1]) and int(found[2]) <= int(found[4]):
            codes += [f"{found[1]}{n}" for n in range(int(found[2]), int(found[4]) + 1)]
        elif part:
            codes.append(part)
    return list(dict.fromkeys(codes))
