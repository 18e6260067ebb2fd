"""What speaks for a pair, in words."""

from collections.abc import Iterable

from relais.matching.words import words
from services.matching.engine.people import Term
from services.profiles.taxonomy import taxonomy


def told(terms: Iterable[Term], lang: str) -> str:
    """Each reason with its points, the weightiest first."""
    ranked = sorted(terms, key=lambda term: -term.points)
    return "; ".join(f"{reason(term, lang)} (+{term.points})" for term in ranked)


def reason(term: Term, lang: str) -> str:
    say, code = words(lang), f"reason-{term.code}"
    if code not in say:
        return say("reason-other")
    return say(code, **{name: _named(name, value, lang) for name, value in term.facts.items()})


def _named(name: str, value: int | str, lang: str) -> object:
    if name == "skill":
        return skill(str(value), lang)
    code = f"{name}-{value}"
    return words(lang)(code) if code in words(lang) else value


def skill(id: str, lang: str) -> str:
    """The label of a skill of the taxonomy."""
    found = taxonomy().find(id)
    return getattr(found, lang) if found else id
