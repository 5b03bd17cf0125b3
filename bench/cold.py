"""One step in a process that has done nothing before: `html KIND/PLAN FILE`, or `pdf FILE FILE`."""

import sys
from datetime import date
from pathlib import Path


def main() -> None:
    what, source, target = sys.argv[1:]
    if what == "html":
        Path(target).write_text(_html(source), encoding="utf-8")
        return
    from reports.pdf import pdf_of

    Path(target).write_bytes(pdf_of(Path(source).read_text(encoding="utf-8")))


def _html(source: str) -> str:
    import django

    django.setup()
    from plans.selectors.plans import get_plan
    from reports.compiling import compile_document
    from reports.material import Asked, Material
    from reports.models import Review
    from reports.render.html import paged_html
    from reports.rules.packs import Kind

    kind, ref = source.split("/")
    plan = get_plan(ref)
    review = Review.objects.get(plan=plan) if kind == Kind.SCRUTINY else None
    # the report's own day for reviews; that of the plan's table for the rest
    day = date(2015, 6, 16) if review else date(2015, 4, 23)
    return paged_html(compile_document(Material(Asked(Kind(kind), plan, day, review=review))))


if __name__ == "__main__":
    main()
