"""The network's words for skills and fields, for sentences about them."""

from collections.abc import Mapping
from functools import cache

from services.profiles.taxonomy import taxonomy


@cache
def names(lang: str) -> Mapping[str, str]:
    """Labels by id, in French or English."""
    known = taxonomy()
    fields = {field.id: getattr(field, lang) for field in known.fields}
    return fields | {skill.id: getattr(skill, lang) for skill in known.skills}
