"""Writes what an administrator sets for packs: how they look, what is held back, their sections."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from plans.models import Service, User
from plans.rules.access import ADMINISTRATORS
from plans.services.acting import acts
from plans.services.errors import NotAllowed, Refused
from reports.logos import picture_of
from reports.material import Chosen
from reports.models import DisclosurePolicy, HouseStyle, Logo, SectionOrder
from reports.palette import BRAND
from reports.rules.house import Cover, colour_of, fault_of
from reports.rules.packs import Kind
from reports.services.draft_checks import checked_sections

LEAST_THRESHOLD, MOST_THRESHOLD = 3, 20
LONGEST = {"council": 120, "footer": 120, "logo_alt": 160, "reason": 2000}


def _require_administrator(by: User) -> None:
    if by.position not in ADMINISTRATORS:
        raise NotAllowed("Only an administrator sets how packs look and what they hold back.")


@transaction.atomic
@acts
def set_house_style(
    service: Service,
    *,
    council: str,
    accent: str,
    cover: Cover | str,
    footer: str,
    logo_alt: str,
    by: User,
    at: datetime,
    logo: bytes | None = None,
    without_logo: bool = False,
) -> HouseStyle:
    """How the service's packs look from now on; no logo leaves the one that there is.

    Raises NotAllowed, or Refused with the field: a colour that cannot be read, a picture that
    cannot be taken, a logo that does not say what it is.
    """
    _require_administrator(by)
    style = HouseStyle.objects.select_for_update(of=("self",)).filter(service=service).first()
    style = style or HouseStyle(service=service, recorded_by=by, recorded_at=at)
    style.council, style.footer = _line(council, "council"), _line(footer, "footer")
    style.accent, style.cover = _colour(accent), Cover(cover).value
    if logo:
        style.logo = _logo(service, logo, by=by, at=at)
    elif without_logo:
        style.logo = None
    style.logo_alt = _line(logo_alt, "logo_alt") if style.logo else ""
    if style.logo and not style.logo_alt:
        raise Refused(
            "Write what the logo says: whoever cannot see it is told that.", field="logo_alt"
        )
    style.save()
    return style


def _line(text: str, field: str) -> str:
    text = " ".join(text.split())
    if len(text) > LONGEST[field]:
        raise Refused(f"Keep this to {LONGEST[field]} characters.", field=field)
    return text


def _colour(text: str) -> str:
    colour = colour_of(text)
    if colour is None:
        raise Refused(f"Write the colour as six digits, such as {BRAND}.", field="accent")
    if fault := fault_of(colour):
        raise Refused(fault, field="accent")
    return colour


def _logo(service: Service, content: bytes, *, by: User, at: datetime) -> Logo:
    picture = picture_of(content)
    return Logo.objects.create(
        service=service,
        content=picture.content,
        content_type=picture.content_type,
        width=picture.width,
        height=picture.height,
        recorded_by=by,
        recorded_at=at,
    )


@transaction.atomic
@acts
def set_disclosure(
    service: Service, *, threshold: int, keeps_zeros: bool, reason: str, by: User, at: datetime
) -> DisclosurePolicy:
    """What is held back from the service's public packs from now on. Raises NotAllowed or Refused."""
    _require_administrator(by)
    if not LEAST_THRESHOLD <= threshold <= MOST_THRESHOLD:
        raise Refused(
            f"The threshold is a number from {LEAST_THRESHOLD} to {MOST_THRESHOLD}.",
            field="threshold",
        )
    reason = reason.strip()
    if not reason:
        raise Refused(
            "Write whose policy it is and why: every public pack prints it.", field="reason"
        )
    if len(reason) > LONGEST["reason"]:
        raise Refused(f"Keep this to {LONGEST['reason']:,} characters.", field="reason")
    policy = DisclosurePolicy.objects.select_for_update(of=("self",)).filter(service=service)
    row = policy.first() or DisclosurePolicy(service=service, recorded_by=by, recorded_at=at)
    row.threshold, row.keeps_zeros, row.reason = threshold, keeps_zeros, reason
    row.save()
    return row


@transaction.atomic
@acts
def set_section_order(
    service: Service, kind: Kind, sections: Sequence[Chosen], *, by: User, at: datetime
) -> SectionOrder:
    """How packs of that kind are put together from now on, where a draft says nothing else.

    () is as the kind has them by itself.
    """
    _require_administrator(by)
    rows = checked_sections(kind, sections) if sections else []
    held = SectionOrder.objects.select_for_update(of=("self",))
    row = held.filter(service=service, kind=kind.value).first()
    row = row or SectionOrder(service=service, kind=kind.value, recorded_by=by, recorded_at=at)
    row.sections = rows
    row.save()
    return row
