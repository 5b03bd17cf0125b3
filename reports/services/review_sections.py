"""The sections on scrutiny reviews that a fixture file may have, and the fields of each."""

from indicators.models import Indicator, SourceTable
from plans.models import Action, Plan
from plans.services.fixture_file import Entry, Section, Tables, like, one, several
from plans.services.fixture_sections import PLACE
from reports.models import (
    Conclusion,
    Evidence,
    Exhibit,
    GlossaryTerm,
    Implementation,
    Narrative,
    PanelMeeting,
    PanelMember,
    PanelRecommendation,
    ReceivedDocument,
    Response,
    Review,
    ReviewObjective,
    Witness,
)

# A file with one review need not say of which review an entry is.
_OF: Entry = {"review": one(Review, "ref", required=False)}
_OF_RECOMMENDATION: Entry = {"recommendation": one(PanelRecommendation, "number")} | _OF
_CLOCK: Entry = {
    name: one(Review, name, required=False) for name in ("clock_length", "clock_unit", "clock_from")
}

SECTIONS = {
    "review": Section(
        like(Review, "ref title panel executive begins_as_written published_on received_on")
        | like(Review, "clock_rule")
        | {
            "plan": one(Plan, "ref", required=False),
            "is_confidential": one(Review, "is_confidential", required=False),
        }
        | _CLOCK
        | PLACE,
        named_by="ref",
    ),
    "narrative": Section(like(Narrative, "kind text") | _OF | PLACE, named_by="kind"),
    "review_objective": Section(like(ReviewObjective, "number title summary") | _OF | PLACE),
    "panel_member": Section(
        like(PanelMember, "role from_on until_on as_written")
        | {"n_people": one(PanelMember, "n_people", required=False)}
        | _OF
        | PLACE,
        named_by="role",
    ),
    "panel_meeting": Section(
        like(PanelMeeting, "as_written note")
        | {
            "kind": one(PanelMeeting, "kind", required=False),
            "witnesses": Tables(like(Witness, "role agency")),
            "documents": Tables(like(ReceivedDocument, "title link")),
        }
        | _OF
        | PLACE,
        named_by="as_written",
    ),
    "evidence": Section(
        like(Evidence, "heading text number_as_printed")
        | {
            "objective": one(ReviewObjective, "number", required=False),
            "is_confidential": one(Evidence, "is_confidential", required=False),
            "witnesses": Tables(
                {
                    "role": one(Witness, "role"),
                    "meeting": one(PanelMeeting, "as_written", required=False),
                }
            ),
            "exhibits": Tables(
                like(Exhibit, "caption label_as_printed parts")
                | {
                    "indicator": one(Indicator, "ref", required=False),
                    "table": one(SourceTable, "ref", required=False),
                    "outstanding_of": one(Plan, "ref", required=False),
                    "place": one(Exhibit, "place"),
                }
            ),
        }
        | _OF
        | PLACE,
        named_by="number_as_printed",
    ),
    "conclusion": Section(like(Conclusion, "number text") | _OF | PLACE),
    "panel_recommendation": Section(
        like(PanelRecommendation, "number text implications_place")
        | {
            "conclusions": several(Conclusion, "number"),
            "action_by": several(PanelRecommendation, "action_by"),
            "policy_framework": several(PanelRecommendation, "policy_framework"),
            "resource_implications": several(PanelRecommendation, "resource_implications"),
        }
        | _OF
        | PLACE
    ),
    "term": Section(like(GlossaryTerm, "short meaning") | _OF | PLACE, named_by="short"),
    "response": Section(
        like(Response, "answer reason answered_on answered_by") | _OF_RECOMMENDATION | PLACE
    ),
    "implementation": Section(
        like(Implementation, "progress on text")
        | {"action": one(Action, "ref", required=False)}
        | _OF_RECOMMENDATION
        | PLACE
    ),
}
