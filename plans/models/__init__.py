"""What is stored of plans: the tree, its key, what was said of it and when, and who may say it."""

from plans.models.assurance import Assurance, Endorsement, QuestionAnswer, RuleSwitch
from plans.models.boards import Board, BoardFinding, ChairTerm, Champion, Seat
from plans.models.inspections import Inspection, Recommendation
from plans.models.meetings import Attendance, Decision, Meeting, MeetingPaper, MinuteLine
from plans.models.people import Role, RoleAlias, RoleHolder, User
from plans.models.plan import (
    Action,
    ActionLink,
    Objective,
    Outcome,
    Part,
    Plan,
    Rating,
    SuccessMeasure,
)
from plans.models.record import Change, Redaction
from plans.models.sources import LoadedRow, Service, Source
from plans.models.standing import Standing
from plans.models.statements import Assignment, AssignmentRole, DueDate, Remark, Update

__all__ = [
    "Action",
    "ActionLink",
    "Assignment",
    "AssignmentRole",
    "Assurance",
    "Attendance",
    "Board",
    "BoardFinding",
    "ChairTerm",
    "Champion",
    "Change",
    "Decision",
    "DueDate",
    "Endorsement",
    "Inspection",
    "LoadedRow",
    "Meeting",
    "MeetingPaper",
    "MinuteLine",
    "Objective",
    "Outcome",
    "Part",
    "Plan",
    "QuestionAnswer",
    "Rating",
    "Recommendation",
    "Redaction",
    "Remark",
    "Role",
    "RoleAlias",
    "RoleHolder",
    "RuleSwitch",
    "Seat",
    "Service",
    "Source",
    "Standing",
    "SuccessMeasure",
    "Update",
    "User",
]
