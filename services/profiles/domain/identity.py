"""By what a person is known again. E-mail and phone identify nobody: twins and couples share them."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from services.profiles.domain.skills import fold


class Known(Protocol):
    """What recognition needs of a person."""

    @property
    def person_id(self) -> str: ...
    @property
    def references(self) -> tuple[str, ...]: ...
    @property
    def registered_with(self) -> str | None: ...
    @property
    def likeness(self) -> str | None: ...


def reference(source: str, own: str) -> str:
    """How a source (an organisation, a partner) itself calls somebody."""
    return f"{source}/{own}"


def likeness(given_name: str, family_name: str, birth_date: date | None) -> str | None:
    """The same for two people with the same folded name and birth date; none where no birth date is known.

    A digest, so that an index holds no name.
    """
    if birth_date is None:
        return None
    folded = f"{fold(given_name)}/{fold(family_name)}/{birth_date.isoformat()}"
    return hashlib.sha256(folded.encode()).hexdigest()


def fingerprints(key: str, likeness: str | None, references: Iterable[str]) -> tuple[str, ...]:
    """By what somebody barred is known again once all else is erased; without the key nobody can try names on it."""
    known = [*([likeness] if likeness else []), *references]
    return tuple(hmac.new(key.encode(), each.encode(), hashlib.sha256).hexdigest() for each in known)


def same_person(found: Known, own: str | None, registered_with: str | None) -> bool:
    """Whether somebody with the same name and birth date is known again.

    Same organisation, and no other reference of the same source: two references are two people, or a mistake.
    """
    if found.registered_with != registered_with or registered_with is None:
        return False
    source = own.partition("/")[0] if own else None
    return not any(known.partition("/")[0] == source and known != own for known in found.references)


def look_alike(alike: Iterable[Known], own: str | None, registered_with: str | None) -> tuple[str | None, str | None]:
    """(who this is, whom this resembles): at most one of them is given."""
    resembles = None
    for found in alike:
        if same_person(found, own, registered_with):
            return found.person_id, None
        resembles = resembles or found.person_id
    return None, resembles
