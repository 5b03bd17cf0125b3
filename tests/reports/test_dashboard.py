"""The indicators under the objectives of a plan's dashboard."""

from datetime import date

import pytest

from plans.rules.access import Position
from reports.selectors.dashboard import plan_dashboard
from tests.indicators.as_loaded import TODAY

PACK = date(2015, 6, 16)
FOUR = [
    *("First time entrants", "Reoffending, binary rate"),
    *("Reoffending, frequency rate", "Use of custody"),
]


def named(plan, **asked) -> dict[str, list[str]]:
    groups = plan_dashboard(plan, **asked).groups
    rows = [row for group in groups for row in group.rows]
    return {row.number: [link.text for link in row.indicators] for row in rows if row.indicators}


def test_objectives_name_the_indicators_that_they_are_meant_to_move(loaded):
    """Appendix 3: “All” of objectives 1 to 3; less reoffending in actions of 5, 6 and 9."""
    assert named(loaded, as_at=PACK) == {
        **dict.fromkeys(("1", "2", "3"), FOUR),
        **dict.fromkeys(("5", "6", "9"), FOUR[1:3]),
    }


@pytest.mark.parametrize("asked", [{"as_at": date(2015, 6, 15)}, {"known_on": date(2015, 6, 15)}])
def test_before_the_document_they_name_none(loaded, asked):
    assert named(loaded, **{"as_at": TODAY} | asked) == {}


def test_each_leads_to_the_indicators_page_of_the_same_day(client_of, loaded):
    html = (
        client_of(Position.OWNER).get("/plans/2014-improvement/?as_at=2015-06-16").content.decode()
    )
    assert html.count('href="/indicators/custody-rate/?as_at=2015-06-16"') == 3
