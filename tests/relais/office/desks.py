"""A coordinator's desk whose services give fixed answers and remember what they were told."""

import json
from datetime import UTC, datetime
from typing import Any

import httpx

from relais.office.desk import Desk
from relais.office.options import Language

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
Told = tuple[str, Any]


class Services:
    """`answers` by `GET /path?query`, or by the path alone; anything else is unknown."""

    def __init__(self, **answers: Any) -> None:
        self.answers: dict[str, Any] = dict(answers)
        self.told: list[Told] = []
        self.headers: list[httpx.Headers] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        typed = f"{request.method} {request.url.path}"
        if request.method != "GET":
            self.told.append((typed, json.loads(request.content)))
            self.headers.append(request.headers)
        whole = f"{typed}?{request.url.query.decode()}"
        found = self.answers.get(whole, self.answers.get(typed))
        if found is None:
            return httpx.Response(404, json={"detail": "There is no such thing here."})
        return httpx.Response(200, json=found)

    def desk(self, lang: Language = "en") -> Desk:
        client = httpx.Client(transport=httpx.MockTransport(self), base_url="http://desk")
        return Desk(dict.fromkeys(("profiles", "matching", "scheduling", "feedback"), client), lang, NOW)


def person(person_id: str, reference: str, given: str, family: str) -> dict[str, Any]:
    """Answers that tell one person by reference and by id."""
    profile = {"person_id": person_id, "references": [f"school-id/{reference}"]}
    return {
        f"GET /people?reference=school-id%2F{reference}": [profile],
        f"GET /people/{person_id}": profile,
        f"GET /people/{person_id}/contact": {"given_name": given, "family_name": family},
    }


SCHOOL = {"GET /organisations": [{"reference": "school", "organisation_id": "school-id"}], "GET /people": []}
