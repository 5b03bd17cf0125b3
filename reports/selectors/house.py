"""How a service's papers look, and what it holds back from the public."""

import base64
from dataclasses import dataclass

from indicators.rules.disclosure import Policy as Disclosure
from plans.models import Service
from reports.blocks import House
from reports.models import DisclosurePolicy, HouseStyle


@dataclass(frozen=True)
class Policy:
    """The service's own rules for packs. `reason` says whose policy of disclosure it is, and why."""

    disclosure: Disclosure
    reason: str


def house_of(service: Service) -> House:
    """The house style that the administrator set, else the plain one."""
    row = HouseStyle.objects.select_related("logo").filter(service=service).first()
    if row is None:
        return House()
    logo = ""
    if row.logo:
        content = base64.b64encode(bytes(row.logo.content)).decode()
        logo = f"data:{row.logo.content_type};base64,{content}"
    return House(
        council=row.council,
        accent=row.accent,
        logo=logo,
        logo_alt=row.logo_alt,
        cover=row.cover,
        footer=row.footer,
    )


def policy_of(service: Service) -> Policy:
    """What the administrator set, else the standing threshold of five."""
    row = DisclosurePolicy.objects.filter(service=service).first()
    if row is None:
        return Policy(Disclosure(), "")
    return Policy(Disclosure(threshold=row.threshold, keeps_zeros=row.keeps_zeros), row.reason)
