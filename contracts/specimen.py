"""A first example of a type that has none yet: made up from its own fields, the same at each run.

Examples are committed and never changed or deleted: they are the shapes that a type has had.
"""

from datetime import UTC, datetime, timedelta
from random import Random  # noqa: TID251 - seeded by the name of the type
from typing import Any
from uuid import UUID

from contracts.envelope import Envelope
from contracts.event import Event
from contracts.partners import INBOUND
from contracts.wire import Schema, schema
from contracts.words import ID

Document = dict[str, Any]
START = datetime(2026, 9, 14, 7, 30, tzinfo=UTC)

# By field, or by type and field where a type needs another word.
PLAUSIBLE: dict[str, list[Any]] = {
    "EnrolmentAsked.state": ["asked"],
    "EnrolmentChanged.state": ["in-vetting"],
    "EnrolmentCleared.state": ["cleared"],
    "EnrolmentResumed.state": ["cleared"],
    "AgreementMissing.asks.what": ["sign"],
    "CheckInDue.asks.what": ["answer"],
    "CheckInOverdue.asks.what": ["answer"],
    "ClearanceExpiring.asks.what": ["renew"],
    "ConcernAssigned.asks.what": ["look-into"],
    "ConcernOverdue.asks.what": ["look-into"],
    "EnrolmentAsked.asks.what": ["consent"],
    "FirstMeetingMissing.asks.what": ["book"],
    "MenteeWaiting.asks.what": ["match"],
    "MenteeWaiting.asks.role": ["coordinator"],
    "PairEnding.asks.what": ["say-goodbye"],
    "PairFormed.asks.what": ["book"],
    "PairAtRisk.asks.what": ["look-into"],
    "PairSilent.asks.what": ["book"],
    "ReminderDue.asks.what": ["confirm"],
    "RoundSolved.asks.role": ["coordinator"],
    "RoundSolved.asks.what": ["confirm"],
    "SessionAsked.asks.what": ["book"],
    "SessionUnrecorded.asks.what": ["record"],
    "asks.what": ["accept", "sign"],
    "asks.role": ["mentor", "mentee"],
    "agreed.text": ["J'accepte que mon ancienne entreprise donne mon nom et mes coordonnées à Relais."],
    "certificate.bound": [41250],
    "certificate.optimal": [True],
    "ends_on": ["2027-07-03"],
    "totals.feasible": [1480],
    "totals.mentees": [118],
    "totals.mentors": [70],
    "totals.pairs": [91],
    "totals.places": [96],
    "totals.score": [41250],
    "totals.without": [27],
    "agreed.on": ["2026-09-03"],
    "birth_date": ["1961-03-28"],
    "minor": [True],
    "worked_since": ["1984-09-01"],
    "worked_until": ["2025-12-31"],
    "ce_id": ["nomination-2026-0042"],
    "consent_age": [18],
    "duration_months": [10],
    "email": ["marie.exemple@example.org"],
    "end": ["17:30"],
    "family_name": ["Exemple"],
    "given_name": ["Marie"],
    "language": ["fr"],
    "languages": ["fr", "ar"],
    "minutes": [45, 60, 90],
    "needs": ["main"],
    "partner": ["acier-du-rhone"],
    "phone": ["+33600000000"],
    "question_set": ["first-weeks", "goodbye"],
    "relevance.skill": [100],
    "relevance.language": [20],
    "relevance.territory": [80],
    "reasons.code": ["skill-offered", "hours-shared", "language-shared"],
    "facts": ["trades.welding"],
    "score": [412, 655],
    "skill": ["trades.welding", "trades.carpentry", "finance.accounting"],
    "skills": ["trades.welding", "trades.carpentry"],
    "start": ["14:00", "16:30"],
    "territory": ["pays-de-gex", "vallee-de-l-arve"],
    "timezone": ["Europe/Paris"],
    "trade": ["Soudeur, puis chef d'atelier"],
    "words_en": ["A required field is missing; add it and publish again."],
    "words_fr": ["Un champ obligatoire manque ; ajoutez-le et publiez à nouveau."],
    "EventAccepted.words_en": ["Received."],
    "EventAccepted.words_fr": ["Bien reçu."],
    "EventRejected.code": ["missing-field"],
    "EventRejected.field": ["family_name"],
    "SchoolCalendar.zone": ["A"],
    "calendar.zone": ["A"],
    "availability.zone": ["Europe/Paris"],
}

ALSO: dict[str, tuple[str, ...]] = {name: ("email",) for name in ("MentorNominated", "NominationChanged")}


def specimen(kind: type[Event], *, full: bool) -> Document:
    """Headers and data of one event: with every field (`full`), or with those that it must have."""
    artist = _Artist(schema(kind), Random(f"{kind.__name__} {full}"), full)
    data = None if kind.tombstone else artist.draw(artist.root, (kind.__name__,))
    subject = (data or {}).get(f"{kind.stream.key}_id") or artist.uuid()
    return {"headers": _headers(kind, subject, artist), "data": data}


def _headers(kind: type[Event], subject: str, artist: "_Artist") -> dict[str, str]:
    told = START + timedelta(minutes=artist.random.randrange(9_000))
    if kind.stream == INBOUND:
        envelope = Envelope(artist.uuid(), "//acier-du-rhone.example/hr", kind.__name__, "retiree-7f3a", told, "")
        return {name: value.decode() for name, value in envelope.headers() if value}
    sequence, service = artist.random.randint(1, 9), kind.stream.name.split(".")[0].replace("partners", "profiles")
    envelope = Envelope(
        id=f"{kind.stream.name.replace('{partner}', 'acier-du-rhone')}/{subject}/{sequence}",
        source=f"/relais/{service}",
        type=kind.__name__,
        subject=subject,
        time=told,
        network="alpes",
        sequence=sequence,
        actor=None if "concerns" in kind.stream.name else artist.uuid(),
        channel=None if "concerns" in kind.stream.name else "web",
    )
    return {name: value.decode() for name, value in envelope.headers()}


class _Artist:
    """Draws values that fit a schema."""

    def __init__(self, root: Schema, random: Random, full: bool) -> None:
        self.root, self.random, self.full, self.now = root, random, full, START

    def uuid(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def draw(self, node: Schema, path: tuple[str, ...]) -> Any:
        if "$ref" in node:
            node = self.root["$defs"][node["$ref"].rsplit("/", 1)[1]]
        if "anyOf" in node:
            node = next(each for each in node["anyOf"] if each.get("type") != "null")
            return self.draw(node, path)
        for name in (".".join(path), ".".join(path[-2:]), path[-1]):
            if name in PLAUSIBLE and node.get("type") in ("string", "integer", "boolean"):
                return self.random.choice(PLAUSIBLE[name])
        match node.get("type"):
            case "object":
                return self._object(node, path)
            case "array":
                return self._array(node, path)
            case "boolean":
                return self.random.random() < 0.5
            case "integer":
                least = node.get("minimum", 0)
                return self.random.randint(least, min(node.get("maximum", least + 12), least + 12))
            case "number":
                return round(self.random.uniform(node["minimum"], node["maximum"]), 2)
            case _:
                return self._text(node)

    def _object(self, node: Schema, path: tuple[str, ...]) -> Document:
        if "properties" not in node:
            return {"skill": self.random.choice(PLAUSIBLE["skill"])}
        needed = (*node.get("required", ()), *ALSO.get(path[-1], ()))
        wanted = [name for name in node["properties"] if self.full or name in needed]
        return {name: self.draw(node["properties"][name], (*path, name)) for name in wanted}

    def _array(self, node: Schema, path: tuple[str, ...]) -> list[Any]:
        drawn = [self.draw(node["items"], path) for _ in range(max(2 if self.full else 1, node.get("minItems", 0)))]
        return [each for place, each in enumerate(drawn) if each not in drawn[:place]]

    def _text(self, node: Schema) -> str:
        if "x-open-codes" in node:
            return str(self.random.choice(node["x-open-codes"][:-1]))
        if node.get("format") in ("date", "date-time"):
            self.now += timedelta(days=self.random.randint(1, 9), minutes=30 * self.random.randrange(6))
            return str(self.now.date()) if node["format"] == "date" else f"{self.now:%Y-%m-%dT%H:%M:%SZ}"
        return self.uuid() if node.get("pattern") == ID else "main"
