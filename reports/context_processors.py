"""What stands around every page: whose it is, who is signed in, and where they can go."""

from django.http import HttpRequest
from django.urls import reverse

from plans.models import Service
from plans.rules.access import Position, may_open

# The menu: the page and its words. An item is current wherever the address begins with its own.
MENU = [
    ("reports:overview", "Overview"),
    ("reports:plan-list", "Plans"),
    ("plans:inspection-list", "Inspections"),
    ("reports:packs", "Packs"),
    ("plans:user-list", "Accounts"),
    ("plans:role-list", "Roles"),
]
FOOTER = [
    ("plans:words", "Words and rules"),
    ("plans:source-list", "Sources"),
    ("password_change", "Change your password"),
]
# Pages whose address does not.
WITHIN = {
    "plans:action": "reports:plan-list",
    "plans:action-update": "reports:plan-list",
}


def frame(request: HttpRequest) -> dict:
    """`nav` (label, url, active), `service_name`, `user_label`, `home_url`, `footer_links`; nothing
    of it when signed out.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    nav = _menu(request, user.position)
    label = Position(user.position).label
    return {
        "nav": nav,
        "home_url": nav[0]["url"] if nav else "/",
        "service_name": _service_name(),
        "footer_links": [{"label": label, "url": reverse(name)} for name, label in FOOTER],
        "user_label": f"{user.job_title} · {label}" if user.job_title else label,
    }


def _menu(request: HttpRequest, position: str) -> list[dict]:
    here = request.resolver_match.view_name if request.resolver_match else ""
    items = []
    for name, label in MENU:
        if not may_open(position, name):
            continue
        url = reverse(name)
        active = WITHIN.get(here) == name or (
            request.path == url if url == "/" else request.path.startswith(url)
        )
        items.append({"label": label, "url": url, "active": active})
    return items


def _service_name() -> str:
    """The name of the service, where there is just one."""
    names = list(Service.objects.values_list("short_name", flat=True)[:2])
    return names[0] if len(names) == 1 else ""
