"""The sections that a fixture file may have, and the fields of each, after the columns they fill."""

from django.db import models

from plans.models import (
    Action,
    ActionLink,
    Assignment,
    Assurance,
    Attendance,
    Board,
    BoardFinding,
    ChairTerm,
    Champion,
    Decision,
    DueDate,
    Endorsement,
    Inspection,
    Meeting,
    MeetingPaper,
    MinuteLine,
    Objective,
    Part,
    Plan,
    Rating,
    Recommendation,
    Remark,
    Role,
    RoleAlias,
    Seat,
    Service,
    Source,
    SuccessMeasure,
    Update,
)
from plans.rules.governance import DecisionKind
from plans.services.fixture_file import (
    BrokenFixture,
    Entry,
    Field,
    Section,
    Tables,
    check_sections,
    like,
    one,
    several,
)

# A place is demanded of everything that comes from a document.
PLACE: Entry = {"place": one(Action, "place", required=True)}
_ANSWERS = {"recommendations": several(Recommendation, "number")}
_SAID: Entry = like(Update, "basis inferred_from comment remaining") | {
    "rating": one(Rating, "word", required=False),
    "forecast_as_written": one(Update, "forecast_as_written"),
}
_BOARD = {"board": one(Board, "ref")}
_SPAN = like(Seat, "from_as_written until_as_written")
_DAY: Entry = {
    "on": one(Update, "effective_on"),
    "precision": one(Update, "effective_precision", required=False),
}
# What is decided on a question, and on a date that was moved before, is asked on the pages alone.
LOADABLE = {
    k.value: k.label
    for k in DecisionKind
    if k not in (DecisionKind.SET_ASIDE, DecisionKind.KEPT_OPEN, DecisionKind.DATE_AGREED)
}
BY = {"manager": "manager", "owner": "owner"}

OF_ANY: dict[str, Section] = {
    "source": Section(like(Source, "ref title publisher published_as_written"), is_single=True),
    "service": Section(
        like(Service, "ref name short_name")
        | {
            "is_invented": one(Service, "is_invented", required=False),
            "place": one(Action, "place", required=False),
        },
        is_single=True,
    ),
    "role": Section(like(Role, "name") | {"aliases": several(RoleAlias, "name")}, named_by="name"),
    "board": Section(
        like(Board, "ref name kind terms_of_reference note")
        | {"parent": one(Board, "ref", required=False)}
        | PLACE,
        named_by="ref",
    ),
    "seat": Section(
        like(Seat, "name agency is_statutory")
        | {"is_adviser": one(Seat, "is_adviser", required=False)}
        | _BOARD
        | _SPAN
        | PLACE,
        named_by="name",
    ),
    "chair": Section(like(ChairTerm, "held_by note") | _BOARD | _SPAN | PLACE, named_by="held_by"),
    "champion": Section(
        like(Champion, "subject held_by") | _BOARD | _SPAN | PLACE, named_by="subject"
    ),
    "finding": Section(like(BoardFinding, "topic text") | _BOARD | _DAY | PLACE),
    "meeting": Section(
        like(Meeting, "ref as_written not_before not_after venue note")
        | {
            "kind": one(Meeting, "kind", required=False),
            "agenda": several(Meeting, "agenda"),
            "papers": Tables(like(MeetingPaper, "title link")),
            "attendance": Tables(
                like(Attendance, "state attended_by")
                | {
                    "seat": one(Seat, "name"),
                    "agency": one(Seat, "agency", required=False),
                }
            ),
            "minutes": several(MinuteLine, "text"),
            "agreed": Field(models.BooleanField()),
        }
        | _BOARD
        | PLACE,
        named_by="ref",
    ),
}
OF_INSPECTION: dict[str, Section] = {
    "inspection": Section(
        like(Inspection, "ref title inspectorate fieldwork_as_written") | PLACE, is_single=True
    ),
    "recommendation": Section(
        like(Recommendation, "number title text addressee_as_written") | PLACE, named_by="number"
    ),
}
OF_PLAN: dict[str, Section] = {
    "plan": Section(
        like(Plan, "ref title begins_on begins_as_written begins_precision")
        | like(Plan, "begins_inferred_from objective_word")
        | {
            "inspection": one(Inspection, "ref", required=False),
            "board": one(Board, "ref", required=False),
            "overdue_is_behind": one(Plan, "overdue_is_behind", required=False),
        }
        | PLACE,
        is_single=True,
    ),
    "rating": Section(like(Rating, "word colour meaning definition") | PLACE, named_by="word"),
    "part": Section(
        like(Part, "code title title_as_printed as_at_as_written as_at_precision as_at_note")
        | {"as_at": one(Part, "as_at_on")}
        | _ANSWERS
        | PLACE,
        named_by="code",
    ),
    "objective": Section(
        like(Objective, "number title text due_as_written recommendations_as_printed")
        | like(Objective, "indicators_as_printed note")
        | {"part": one(Part, "code", required=False)}
        | _ANSWERS
        | PLACE,
        named_by="number",
    ),
    "action": Section(
        like(Action, "ref ref_as_printed title indicators_as_printed note")
        | {
            "objective": one(Objective, "number"),
            "owners": several(Role, "name", required=True),
            "owners_as_written": one(Assignment, "as_written", required=True),
            "due_as_written": one(DueDate, "as_written", required=True),
            "success": one(SuccessMeasure, "text", required=False),
            "success_shared_with": one(Action, "ref", required=False),
            "sees": Tables(
                {"ref": one(Action, "ref"), "as_printed": one(ActionLink, "as_printed")}
            ),
            "sees_objectives": Tables(
                {"number": one(Objective, "number"), "as_printed": one(ActionLink, "as_printed")}
            ),
        }
        | _SAID
        | PLACE,
        named_by="ref",
    ),
    "report_statement": Section(
        {
            "ref": one(Action, "ref"),
            "on": one(Update, "effective_on"),
            "position": one(Update, "position"),
        }
        | _SAID
        | PLACE
    ),
    "remark": Section(
        like(Remark, "text claims")
        | {
            "on": one(Remark, "effective_on"),
            "about_part": one(Part, "code", required=False),
            "about_objective": one(Objective, "number", required=False),
            "disagrees_with": several(Action, "ref"),
        }
        | PLACE
    ),
    "statement": Section(
        like(Update, "evidence evidence_on evidence_link reason")
        | {
            "ref": one(Action, "ref"),
            "on": one(Update, "effective_on"),
            "by": Field(models.CharField(choices=BY)),
            "clears": several(Update, "clears"),
            "revised_due": one(DueDate, "as_written", required=False),
            "revised_reason": one(DueDate, "reason"),
            "agreed_by": one(Meeting, "ref", required=False),
            "owners": several(Role, "name"),
            "owners_as_written": one(Assignment, "as_written", required=False),
            "owners_reason": one(Assignment, "reason"),
        }
        | _SAID
        | PLACE,
    ),
    "decision": Section(
        like(Decision, "asked_for back_by")
        | {
            "meeting": one(Meeting, "ref"),
            "kind": Field(models.CharField(choices=LOADABLE), required=True),
            "ref": one(Action, "ref", required=False),
            "reason": one(Endorsement, "reason"),
            "back_to": one(Endorsement, "back_to"),
            "line": one(MinuteLine, "text"),
            "revised_due": one(DueDate, "as_written", required=False),
            "asked_of": one(Role, "name", required=False),
        }
        | PLACE
    ),
}
OF_ACTIONS: dict[str, Section] = {
    "assurance": Section(
        like(Assurance, "body finding text") | {"ref": one(Action, "ref")} | _DAY | PLACE
    ),
}
# What other apps load of the same files, and check.
ELSEWHERE = {
    *("indicator", "version", "band_set", "target", "reading"),
    *("note", "claim", "link", "table"),
    *("review", "narrative", "review_objective", "panel_member", "panel_meeting", "evidence"),
    *("conclusion", "panel_recommendation", "term", "response", "implementation"),
}


def check_fixture(name: str, content: dict) -> None:
    """Raises BrokenFixture where the content of a file cannot be loaded as it is written.

    A file is about one service: its own, or one that it names. It is an inspection's or a plan's,
    or neither's, and comes from a document unless its service is invented.
    """
    is_inspection = "inspection" in content and "plan" not in content
    sections = OF_ANY | OF_ACTIONS | (OF_INSPECTION if is_inspection else OF_PLAN)
    demanded = set() if _is_invented(content) else {"source"}
    if not is_inspection and content.keys() & OF_PLAN.keys():
        demanded.add("plan")
    kept = {
        name: value
        for name, value in content.items()
        if name not in ELSEWHERE and not (name == "service" and isinstance(value, str))
    }
    has_source = "source" in content
    check_sections(name, kept, sections, has_source=has_source, demanded=demanded)
    for n, entry in enumerate(content.get("decision", ()), start=1):
        _check_decision(f"fixtures/{name}, decision {n}", entry)


def _is_invented(content: dict) -> bool:
    service = content.get("service")
    return isinstance(service, dict) and service.get("is_invented") is True


# What each kind of decision says, and what it cannot do without.
_DEMANDED = {
    "endorsed": ("ref",),
    "challenged": ("ref", "reason"),
    "deferred": ("ref", "reason"),
    "re-dated": ("ref", "revised_due", "reason"),
    "date-kept": ("ref", "reason"),
    "asked": ("asked_of", "asked_for"),
    "other": ("line",),
}


def _check_decision(where: str, entry: dict) -> None:
    for field in _DEMANDED.get(entry["kind"], ()):
        if not entry.get(field):
            raise BrokenFixture(
                f"{where}: {field} is missing; a decision of the kind “{entry['kind']}” has it."
            )
