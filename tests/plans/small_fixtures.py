"""Two small fixture files with every section that a file can have: one invented, one of a document."""

INVENTED = """
[service]
ref = "small-yjs"
name = "Small service (invented)"
short_name = "Small service"
is_invented = true

[[role]]
name = "Small manager"

[[role]]
name = "Small lead"
aliases = ["Lead of the small"]

[[board]]
ref = "small-board"
name = "Small board"
kind = "board"
terms_of_reference = "It meets."

[[board]]
ref = "small-group"
name = "Small group"
kind = "sub-group"
parent = "small-board"

[[seat]]
board = "small-board"
name = "Inspector"
agency = "The police"
is_statutory = true
from_as_written = "January 2025"

[[seat]]
board = "small-board"
name = "Head"
agency = "The school"

[[seat]]
board = "small-board"
name = "Head"
agency = "The charity"
is_adviser = true
until_as_written = "30 June 2026"

[[chair]]
board = "small-board"
held_by = "Head of the school"
from_as_written = "January 2025"
until_as_written = "March 2025"

[[champion]]
board = "small-board"
subject = "Victims"
held_by = "Inspector"

[[finding]]
board = "small-board"
topic = "attendance"
text = "Well attended."
on = 2025-03-31
precision = "month"

[[meeting]]
ref = "small-2025-03"
board = "small-board"
as_written = "20 March 2025"
venue = "A hall"
agenda = ["Minutes", "The plan"]
papers = [{ title = "The plan", link = "https://example.org/plan" }, { title = "The figures" }]
attendance = [
  { seat = "Inspector", state = "deputy", attended_by = "Sergeant" },
  { seat = "Head", agency = "The school", state = "present" },
  { seat = "Head", agency = "The charity", state = "apologies" },
]
minutes = ["The next meeting is in May."]
agreed = true

[[meeting]]
ref = "small-2025-05"
board = "small-board"
as_written = "22 May 2025"
attendance = [{ seat = "Inspector", state = "absent" }]

[[meeting]]
ref = "small-undated"
board = "small-group"
kind = "workshop"
minutes = ["Found without a date."]

[plan]
ref = "small-plan"
title = "Small plan"
begins_on = 2025-01-01
begins_as_written = "January 2025"
begins_precision = "month"
objective_word = "objective"
board = "small-board"
overdue_is_behind = false

[[rating]]
word = "Amber"
colour = "amber"
meaning = "under way"
definition = "Being done"

[[rating]]
word = "Green"
colour = "green"
meaning = "complete"
definition = "Done"

[[objective]]
number = "1"
title = "One"

[[action]]
ref = "1.1"
ref_as_printed = "1.1"
objective = "1"
title = "First"
owners = ["Small manager", "Small lead"]
owners_as_written = "Manager, lead"
due_as_written = "April 2025"
success = "Seen"

[[action]]
ref = "1.2"
ref_as_printed = "1.2"
objective = "1"
title = "Second"
owners = ["Small lead"]
owners_as_written = "Lead"
due_as_written = "30 April 2025"

[[action]]
ref = "1.3"
ref_as_printed = "1.3"
objective = "1"
title = "Third"
owners = ["Small lead"]
owners_as_written = "Lead"
due_as_written = "May 2025"

[[assurance]]
ref = "1.1"
body = "Peer reviewers"
finding = "doubts"
text = "Not seen."
on = 2025-04-30
precision = "month"

[[statement]]
ref = "1.1"
on = 2025-05-20
rating = "Green"
comment = "Signed."
evidence = "The signed page"
evidence_on = 2025-05-19
evidence_link = "https://example.org/page"

[[statement]]
ref = "1.1"
on = 2025-03-10
by = "owner"
rating = "Amber"
comment = "Begun."
remaining = "The rest."
forecast_as_written = "May 2025"

[[statement]]
ref = "1.2"
on = 2025-03-12
rating = "Amber"
revised_due = "June 2025"
revised_reason = "A tender failed."
agreed_by = "small-2025-03"

[[statement]]
ref = "1.2"
on = 2025-05-25
clears = ["comment"]
owners = ["Small manager"]
owners_as_written = "The manager"
owners_reason = "The lead left."

[[statement]]
ref = "1.3"
on = 2025-03-12
owners = ["Small manager"]
owners_reason = "The lead is away."

[[decision]]
meeting = "small-2025-05"
kind = "endorsed"
ref = "1.1"
line = "1.1 was endorsed."

[[decision]]
meeting = "small-2025-03"
kind = "challenged"
ref = "1.1"
reason = "Nothing was shown."
back_to = "May 2025"

[[decision]]
meeting = "small-2025-03"
kind = "deferred"
ref = "1.2"
reason = "There was no time."

[[decision]]
meeting = "small-2025-03"
kind = "re-dated"
ref = "1.3"
revised_due = "31 July 2025"
reason = "It waits for 1.2."

[[decision]]
meeting = "small-2025-05"
kind = "date-kept"
ref = "1.3"
reason = "It can be done."

[[decision]]
meeting = "small-2025-05"
kind = "asked"
ref = "1.3"
asked_of = "Small lead"
asked_for = "A list"
back_by = "July 2025"

[[decision]]
meeting = "small-2025-05"
kind = "own-allowed"

[[decision]]
meeting = "small-2025-05"
kind = "other"
line = "The budget was noted."

[[indicator]]
ref = "small-rate"
name = "Small rate"
unit = "%"
decimals = 1
better = "higher"
numerator = "Seen"
denominator = "All"
period_kind = "quarter"

[[reading]]
indicator = "small-rate"
period = "Jan to Mar 2025"
start = 2025-01-01
end = 2025-03-31
numerator = 11
denominator = 20.5
published = "55.0"
published_on = 2025-05-15
status = "provisional"

[[reading]]
indicator = "small-rate"
series = "national"
period = "Jan to Mar 2025"
published = "not published"
published_on = 2025-06-12
"""

DOCUMENT = """
[source]
ref = "small-paper"
title = "Small paper"
published_as_written = "16 June 2015"

[service]
ref = "small-yot"
name = "Small team"
short_name = "Small team"

[[board]]
ref = "paper-board"
name = "Board of the paper"
kind = "board"
place = "p. 1"

[[meeting]]
ref = "paper-april"
board = "paper-board"
as_written = "April 2015"
not_after = 2015-04-23
papers = [{ title = "The plan" }]
minutes = ["More was endorsed."]
place = "p. 2"

[[meeting]]
ref = "paper-july"
board = "paper-board"
as_written = "July"
minutes = ["Programmes were agreed."]
place = "p. 3"

[[decision]]
meeting = "paper-april"
kind = "other"
line = "Part A was signed off."
place = "p. 2"

[plan]
ref = "paper-plan"
title = "Plan of the paper"
begins_on = 2015-01-01
begins_as_written = "2015"
begins_precision = "year"
objective_word = "objective"
board = "paper-board"
place = "p. 4"

[[objective]]
number = "1"
title = "One"
place = "p. 4"

[[action]]
ref = "1.1"
ref_as_printed = "1"
objective = "1"
title = "First"
owners = []
owners_as_written = "TBC"
due_as_written = "Achieved"
place = "p. 4"

[[assurance]]
ref = "1.1"
body = "Youth Justice Board"
finding = "agrees"
text = "Seen."
on = 2015-04-30
place = "p. 5"

[[indicator]]
ref = "small-rate"
name = "Rate of the paper"
unit = "per 100,000"
decimals = 0
better = "lower"
numerator = "Children"
denominator = "Of 10 to 17"
period_kind = "year"
place = "p. 6"

[[reading]]
indicator = "small-rate"
period = "2014"
published = "1,205"
place = "p. 6"
"""

# It names no service: it is about the only one that is real.
REPORT = """
[source]
ref = "small-report"
title = "Small report"
published_as_written = "February 2014"

[[finding]]
board = "paper-board"
topic = "chairing"
text = "The chair changed twice."
on = 2014-02-28
precision = "month"
place = "p. 9"

[[chair]]
board = "paper-board"
held_by = "Director"
from_as_written = "2013"
place = "p. 9"
"""
