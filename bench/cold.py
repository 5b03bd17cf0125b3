"""One step in a process that has done nothing before: `html PLAN FILE`, or `pdf FILE FILE`."""

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


def _html(plan: str) -> str:
    import django

    django.setup()
    from plans.selectors.plans import get_plan
    from reports.pack import plan_pack
    from reports.pdf import plan_html

    return plan_html(plan_pack(get_plan(plan), as_at=date(2015, 4, 23)))


if __name__ == "__main__":
    main()
