"""A small fixture file with every section that a review can have, of a document."""

REVIEW = """
[[review]]
ref = "small-review"
plan = "paper-plan"
title = "A small review"
panel = "Small panel"
executive = "The Cabinet"
begins_as_written = "2 February 2015"
published_on = 2015-06-16
clock_length = 8
clock_unit = "weeks"
clock_from = "published"
clock_rule = "A rule"
place = "p. 1"

[[narrative]]
kind = "purpose"
text = "To see."
place = "p. 2"

[[review_objective]]
number = 1
title = "To see how it goes"
summary = "It goes."
place = "p. 3"

[[panel_member]]
role = "Member (councillor)"
n_people = 5
from_on = 2015-02-02
place = "p. 4"

[[panel_meeting]]
as_written = "2 February 2015"
witnesses = [{ role = "Manager" }, { role = "Inspector", agency = "The police" }]
documents = [{ title = "The plan" }]
place = "p. 5"

[[panel_meeting]]
as_written = "16 March 2015"
witnesses = [{ role = "Manager" }]
place = "p. 5"

[[panel_meeting]]
kind = "informal"
as_written = "2 April"
place = "p. 5"

[[evidence]]
text = "Background."
number_as_printed = "2.1"
place = "p. 6"

[[evidence]]
objective = 1
text = "Said at some meeting."
witnesses = [{ role = "Manager" }]
place = "p. 7"

[[evidence]]
objective = 1
heading = "In March"
text = "Said in March."
witnesses = [{ role = "Manager", meeting = "16 March 2015" }]
exhibits = [
  { caption = "A list", outstanding_of = "paper-plan", parts = "A" },
  { caption = "Places", label_as_printed = "Fig 1", indicator = "small-rate", place = "p. 8, Fig 1" },
]
place = "p. 8"

[[conclusion]]
number = 1
text = "It goes well."
place = "p. 9"

[[panel_recommendation]]
number = 1
text = "Go on."
conclusions = [1]
action_by = ["Manager", "Inspector"]
resource_implications = ["None"]
place = "p. 9"
implications_place = "p. 10"

[[term]]
short = "SYS"
meaning = "Small youth service"
place = "p. 11"

[[response]]
recommendation = 1
answer = "in part"
reason = "Some of it."
answered_on = 2015-07-01
answered_by = "The Cabinet"
place = "p. 12"

[[implementation]]
recommendation = 1
progress = "under way"
on = 2015-08-01
text = "Begun."
action = "1.1"
place = "p. 12"
"""
