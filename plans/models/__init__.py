"""What is stored of plans: the tree, its key, what was said of it and when, and who may say it."""

from plans.models.inspections import Inspection, Recommendation
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
from plans.models.sources import LoadedRow, Service, Source
from plans.models.standing import Standing
from plans.models.statements import Assignment, AssignmentRole, DueDate, Remark, Update

__all__ = [
    "Action",
    "ActionLink",
    "Assignment",
    "AssignmentRole",
    "DueDate",
    "Inspection",
    "LoadedRow",
    "Objective",
    "Outcome",
    "Part",
    "Plan",
    "Rating",
    "Recommendation",
    "Remark",
    "Role",
    "RoleAlias",
    "RoleHolder",
    "Service",
    "Source",
    "Standing",
    "SuccessMeasure",
    "Update",
    "User",
]
