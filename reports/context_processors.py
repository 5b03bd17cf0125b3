"""What stands around every page: whose it is, who is signed in, and where they can go."""

from django.http import HttpRequest
from django.urls import reverse

from plans.models import Service
from plans.rules.access import Position, may_open
from plans.rules.readings import OVERDUE_BY_PLAN, overdue_rule

# The menu: the page and its words. An item is current wherever the address begins with its own.
MENU = [
    ("reports:overview", "Overview"),
    ("reports:plan-list", "Plans"),
    ("indicators:indicator-list", "Indicators"),
    ("plans:meeting-list", "Meetings"),
    ("plans:inspection-list", "Inspections"),
    ("reports:review-list", "Reviews"),
    ("reports:packs", "Packs"),
    ("plans:user-list", "Accounts"),
    ("plans:role-list", "Roles"),
    ("plans:record", "Record"),
]
FOOTER = [
    ("plans:words", "Words and rules"),
    ("plans:source-list", "Sources"),
    ("password_change", "Change your password"),
]
# Pages of one service; without its name the address is of the real one.
OF_A_SERVICE = {"reports:overview", "indicators:indicator-list"}
# Pages whose address does not.
WITHIN = {
    "plans:action": "reports:plan-list",
    "plans:action-update": "reports:plan-list",
    "plans:action-record": "reports:plan-list",
    "plans:redaction-list": "plans:record",
    "plans:redact-find": "plans:record",
    "plans:redact": "plans:record",
    "plans:board": "plans:meeting-list",
    "plans:meeting-add": "plans:meeting-list",
}


def frame(request: HttpRequest) -> dict:
    """`nav` (label, url, active), `service_name`, `is_invented`, `user_label`, `home_url`,
    `footer_links`; nothing of it when signed out.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    service = getattr(request, "service", None) or _only_service()
    nav = _menu(request, user.position, service)
    label = Position(user.position).label
    return {
        "nav": nav,
        "home_url": nav[0]["url"] if nav else "/",
        "service_name": service.short_name if service else "",
        "is_invented": bool(service and service.is_invented),
        "overdue_rule": _overdue_rule(getattr(request, "overdue_rules", set())),
        "footer_links": [{"label": label, "url": reverse(name)} for name, label in FOOTER],
        "user_label": f"{user.job_title} · {label}" if user.job_title else label,
    }


def _overdue_rule(rules: set[bool]) -> str:
    """By which rule the page counts what is overdue, for every figure of it; "" where it has none."""
    if len(rules) == 2:
        return OVERDUE_BY_PLAN
    return overdue_rule(True in rules) if rules else ""


def _menu(request: HttpRequest, position: str, service: Service | None) -> list[dict]:
    here = request.resolver_match.view_name if request.resolver_match else ""
    items = []
    for name, label in MENU:
        if not may_open(position, name):
            continue
        url = reverse(name)
        active = WITHIN.get(here) == name or (
            request.path == url if url == "/" else request.path.startswith(url)
        )
        if name in OF_A_SERVICE and service and service.is_invented:
            url += f"?service={service.ref}"
        items.append({"label": label, "url": url, "active": active})
    return items


def _only_service() -> Service | None:
    """The service, where there is just one: then every page is about it."""
    found = list(Service.objects.all()[:2])
    return found[0] if len(found) == 1 else None
