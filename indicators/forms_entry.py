"""What may be typed on the pages of entering and of approving readings."""

from collections.abc import Iterable, Mapping

from django.http import QueryDict

from indicators.rules.entry_row import Column, Typed
from plans.addresses import id_of
from plans.forms import DayField, RefusedForm, TextField
from plans.rules.dates import long_date

LONGEST_PASTED = 200_000


class EntryForm(RefusedForm):
    """What is of the whole page: the day of publication and the pasted rows."""

    use_required_attribute = False

    published_on = DayField(label="Published on")
    pasted = TextField(
        label="Rows copied from a spreadsheet", longest=LONGEST_PASTED, rows=6, strip=False
    )

    def __init__(self, data=None, *, today) -> None:
        super().__init__(data, initial={"published_on": long_date(today)}, auto_id="entry_%s")
        self.fields["pasted"].widget.attrs |= {"spellcheck": "false", "wrap": "off"}


class SendBackForm(RefusedForm):
    """Why a reading is not approved."""

    use_required_attribute = False

    reason = TextField(label="Why it is sent back", rows=2)

    def __init__(self, data=None, *, reading: int = 0) -> None:
        super().__init__(data, auto_id=f"back{reading}_%s")


class TakeBackForm(SendBackForm):
    """Why an approved reading is shown no longer."""

    reason = TextField(label="Why it is taken back", rows=2)


def typed_rows(data: QueryDict, keys: Iterable[str]) -> dict[str, Typed]:
    """What was typed in these rows of the page, by their key; control characters go."""
    text = TextField()
    return {
        key: Typed(
            **{
                column.value: " ".join(text.to_python(data.get(f"{key}-{column.value}")).split())
                for column in Column
            }
        )
        for key in keys
    }


def seen_of(data: QueryDict) -> dict[str, int]:
    """The newest reading that the page showed of each row, from "i12-345 i13-0"."""
    pairs = (text.rpartition("-") for text in data.get("seen", "").split())
    return {key: pk for key, _, last in pairs if (pk := id_of(last)) is not None}


def merged(typed: Mapping[str, Typed], pasted: Mapping[str, Typed]) -> dict[str, Typed]:
    """The rows with what was pasted into them; an empty cell leaves what was typed there."""
    rows = dict(typed)
    for key, row in pasted.items():
        before = rows.get(key, Typed())
        rows[key] = Typed(
            **{
                column.value: getattr(row, column.value) or getattr(before, column.value)
                for column in Column
            }
        )
    return rows
