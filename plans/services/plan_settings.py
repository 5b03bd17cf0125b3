"""Changes the rule of precedence of a plan's key, with the reason."""

from datetime import datetime

from django.db import transaction

from plans.models import Plan, User
from plans.rules.access import GOVERNORS, MANAGERS
from plans.services.acting import acting
from plans.services.errors import NotAllowed, Refused


@transaction.atomic
def set_precedence(
    plan: Plan, *, overdue_is_behind: bool, reason: str, by: User, at: datetime
) -> Plan:
    """The plan, by whose rule work that goes on past its date is behind, or is still under way.

    It holds for every day that is looked back to: a key is one for its whole plan. The reason and
    the rule before it are in the record. Raises NotAllowed or Refused; then nothing is written.
    """
    if by.position not in GOVERNORS | MANAGERS:
        raise NotAllowed("Only the manager, the chair and the clerk change the plan’s rules.")
    if not reason.strip():
        raise Refused("Say why the rule is changed.", field="reason")
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.overdue_is_behind == overdue_is_behind:
        raise Refused("That is the plan’s rule already.", field="overdue_is_behind")
    with acting(by=by, at=at, why=reason):
        plan.overdue_is_behind = overdue_is_behind
        plan.save(update_fields=["overdue_is_behind"])
    return plan
