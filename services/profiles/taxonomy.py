"""The network's taxonomy of skills, read once from the data file beside this module."""

import json
from functools import cache
from importlib.resources import files

from services.profiles.domain.skills import Taxonomy


@cache
def taxonomy() -> Taxonomy:
    """The taxonomy in `skills.json`."""
    return Taxonomy.parse(json.loads(files("services.profiles").joinpath("skills.json").read_text("utf-8")))
