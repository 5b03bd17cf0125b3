"""Whether a section is in the pack: a link into one that was left out would lead nowhere."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.material import Material


def is_in(material: "Material", key: str) -> bool:
    """Whether the pack that is asked for has that section."""
    from reports.kinds import chosen_sections  # knows every section, this one's too

    return any(choice.key == key for choice in chosen_sections(material))
