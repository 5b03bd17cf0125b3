"""One row in every table of reports that the demonstration leaves empty, two drafts among them."""

from datetime import date

from plans.models import Plan
from reports.models import (
    Accepted,
    DisclosurePolicy,
    Draft,
    HouseStyle,
    IssuedFile,
    IssuedPack,
    Logo,
    Release,
    SectionOrder,
)


def keep_rows(plan: Plan, facts: dict) -> None:
    """`facts`: who recorded them, and when."""
    service = {"service": plan.service} | facts
    logo = Logo.objects.create(
        content=b"\x89PNG", content_type="image/png", width=1, height=1, **service
    )
    HouseStyle.objects.create(council="A council", logo=logo, logo_alt="Its arms", **service)
    DisclosurePolicy.objects.create(threshold=6, **service)
    SectionOrder.objects.create(kind="plan", sections=[], **service)
    Release.objects.create(
        model="plans.update",
        object_id=1,
        field="comment",
        fingerprint="x",
        is_released=True,
        **service,
    )
    said = {"kind": "plan", "as_at": date(2015, 6, 16), "audience": "board"}
    draft, _ = (Draft.objects.create(plan=plan, title=t, **said, **facts) for t in ("One", "Two"))
    Accepted.objects.create(draft=draft, code="x", fingerprint="x", reason="So.", **facts)
    pack = IssuedPack.objects.create(
        draft=draft, number=1, title="One", manifest={}, said={}, sha256="x", **said, **service
    )
    file = {"format": "pdf", "name": "one.pdf", "content_type": "application/pdf"}
    IssuedFile.objects.create(pack=pack, content=b"%PDF", size=4, sha256="x", **file, **facts)
