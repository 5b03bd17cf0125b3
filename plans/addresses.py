"""Addresses of list pages: which parameters they carry, and what is read back from them."""

from urllib.parse import urlencode

from django.http import HttpRequest

OPEN = "update"  # the parameter that names the action whose form is open
LEFT_OUT = ("as_at", "known_on", "meeting", "page", OPEN)  # of what the strip of days carries along


def pairs_of(request: HttpRequest) -> list[tuple[str, str]]:
    """The parameters of this request in their order, without the empty ones."""
    return [(name, value) for name, values in request.GET.lists() for value in values if value]


def address_of(
    request: HttpRequest, without: set[str], changes: dict[str, str | list[str]], path: str = ""
) -> str:
    """The address of this request without some parameters and with others in their place."""
    kept = [(k, v) for k, v in pairs_of(request) if k not in without and k not in changes]
    new = [
        (name, value)
        for name, given in changes.items()
        for value in (given if isinstance(given, list) else [given])
    ]
    return with_query(path or request.path, urlencode(kept + new))


def with_query(path: str, query: str) -> str:
    """The address with these parameters added to those that it has."""
    if not query:
        return path
    return f"{path}{'&' if '?' in path else '?'}{query}"


def page_number(page: str) -> int:
    """The page that is asked for, 1 where it is none."""
    return id_of(page) or 1


def id_of(text: str) -> int | None:
    """The number that an address or a form sent; None where it is none, or longer than any can be."""
    return int(text) if text.isdecimal() and len(text) < 19 else None
