"""Which of a review's texts a reader may see."""

from dataclasses import dataclass

from django.db.models import Model

from reports.readmodels_review import Text
from reports.released import NOT_RELEASED, Releases


@dataclass(frozen=True)
class ReviewTexts:
    """Asks of every text whether it may be read, before anything is made of it."""

    releases: Releases

    def text(self, row: Model, name: str, *, is_confidential: bool = False) -> Text:
        """A text in Markdown; withheld ones are empty and say so."""
        markdown = getattr(row, name) or ""
        label, published = row._meta.label_lower, row.source_id is not None
        asked = (label, row.pk, name, markdown)
        released = not is_confidential and self.releases.is_released(*asked, is_published=published)
        withheld = bool(markdown) and self.releases.is_public and not released
        return Text(
            markdown="" if withheld else markdown,
            model=label,
            object_id=row.pk,
            field=name,
            is_released=released,
            is_withheld=withheld,
            source_text=placed(row),
        )

    def said(self, row: Model, name: str) -> str:
        """A short text, or the words that stand in its place."""
        found = self.text(row, name)
        return NOT_RELEASED if found.is_withheld else found.markdown

    def lines(self, row: Model, name: str) -> tuple[str, ...]:
        """The lines of a text, without empty ones."""
        return tuple(filter(None, (line.strip() for line in self.said(row, name).splitlines())))


def placed(row: Model) -> str:
    """The document and the place in it; "" for what comes from none."""
    return f"{row.source.title}, {row.place}" if row.source_id else ""
