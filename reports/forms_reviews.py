"""The forms of a review as a whole: what it is, and the days of its course."""

from collections.abc import Iterable
from datetime import date

from django import forms

from plans.forms import DayField, RefusedForm
from plans.models import Plan
from plans.rules.dates import long_date
from reports.forms_review_fields import NumberField, PartForm, check_date, one_line
from reports.models import Review
from reports.rules.reviews import ClockFrom, ClockUnit
from reports.services.reviews import Clock, facts_of_review


class ReviewForm(PartForm):
    """What a review is: its panel, whom it reports to, its plan, and the clock of the answer."""

    NEEDED = {
        "title": "Write what the review is called.",
        "panel": "Write which panel it is.",
        "executive": "Write to whom the panel reports.",
        "begins_as_written": "Write when the review began.",
        "clock_length": "Write in how many weeks or months an answer is due.",
    }

    title = one_line(200, label="Title", widget=forms.TextInput())
    panel = one_line(200, label="The panel", help_text="For example Children’s scrutiny panel.")
    executive = one_line(
        200, label="To whom it reports", help_text="Who has to answer, such as the Cabinet."
    )
    plan = forms.TypedChoiceField(label="The plan that it is about", coerce=int, required=False)
    begins_as_written = one_line(
        60,
        label="Begins",
        widget=forms.TextInput({"class": "yp-input-l yp-input-written"}),
        help_text="A day, a month or a year, for example October 2014.",
    )
    clock_length = NumberField(
        label="An answer is due in", min_value=1, max_value=52, help_text="So many weeks or months."
    )
    clock_unit = forms.ChoiceField(
        label="Counted in",
        choices=[(u.value, u.label.capitalize()) for u in ClockUnit],
        widget=forms.RadioSelect,
    )
    clock_from = forms.ChoiceField(
        label="Counted from",
        choices=[(c.value, c.label[:1].upper() + c.label[1:]) for c in ClockFrom],
        widget=forms.RadioSelect,
    )
    clock_rule = one_line(
        200,
        label="By which rule",
        help_text="Two months are those of section 9FE of the Local Government Act 2000; many "
        "councils have a rule of their own.",
    )
    is_confidential = forms.BooleanField(
        label="This review is confidential",
        required=False,
        help_text="Only those who write, answer or chair can read it, and nothing of it is in a "
        "pack for the public.",
    )

    def __init__(self, data=None, *, plans: Iterable[Plan], review: Review | None = None, **kwargs):
        initial = kwargs.pop("initial", None)
        facts = facts_of_review(review) if review else None
        if not review:
            initial = self._clock_of(Clock()) | (initial or {})
        super().__init__(
            data,
            facts=facts,
            is_published=bool(review and review.published_on),
            initial=initial,
            **kwargs,
        )
        self.fields["plan"].choices = [
            ("", "No one plan: the service as a whole"),
            *((p.pk, p.title) for p in plans),
        ]
        for name in ("min_value", "max_value"):
            self.fields["clock_length"].error_messages[name] = "Write a number from 1 to 52."
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.error_messages["required"] = field.error_messages["invalid_choice"] = (
                    "Choose one of the list."
                )
        self._add_days(review)

    def _add_days(self, review: Review | None) -> None:
        """The days that are on record, which can be put right."""
        if review and review.published_on:
            self.fields["published_on"] = DayField(label="Published on")
        if review and review.received_on:
            self.fields["received_on"] = DayField(label=f"Received by {review.executive} on")

    def clean(self) -> dict:
        data = super().clean()
        check_date(self, "begins_as_written", only_day_or_month=False)
        return data

    @staticmethod
    def _clock_of(clock: Clock) -> dict:
        return {
            "clock_length": clock.length,
            "clock_unit": clock.unit.value,
            "clock_from": clock.start.value,
            "clock_rule": clock.rule,
        }

    @staticmethod
    def initial_of(facts: dict) -> dict:
        days = {
            name: long_date(facts[name]) if facts[name] else ""
            for name in ("published_on", "received_on")
        }
        return facts | ReviewForm._clock_of(facts["clock"]) | days

    def facts(self) -> dict:
        data = super().facts()
        clock = Clock(
            data.pop("clock_length"),
            ClockUnit(data.pop("clock_unit")),
            ClockFrom(data.pop("clock_from")),
            data.pop("clock_rule"),
        )
        return data | {"clock": clock, "plan": data["plan"] or None}


class DayForm(RefusedForm):
    """The day of publication, or that on which the executive received the report."""

    use_required_attribute = False

    def __init__(self, data=None, *, name: str, label: str, today: date) -> None:
        super().__init__(data, initial={name: long_date(today)}, auto_id="day_%s")
        self.fields[name] = DayField(label=label, help_text="For example 16 June 2015.")
