"""A coordinator's desk: the services' doors, one language, and whose hand it is."""

import os
import secrets
import time
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from chassis.clock import Clock
from contracts.codes import OTHER
from relais.complaint import Complaint
from relais.display import say
from relais.doors import TIMEOUT_S, detail, token
from relais.office.options import Language, spoken
from relais.running import Running, home
from relais.words import OFFICE, Words, words

TOKEN = "RELAIS_TOKEN"
"""The environment's name for a coordinator's own token; without one, this machine signs."""
CATCHING_UP_S = 4.0  # what one service decided, the others hear within moments
PAUSE_S = 0.1
NOT_FOR_YOU = (httpx.codes.FORBIDDEN, httpx.codes.NOT_FOUND)
Thing = dict[str, Any]


def bearer(running: Running) -> str:
    """The coordinator's own token, else one of this machine. Raises Complaint."""
    return os.environ.get(TOKEN) or token(running, ["coordinator"], subject="command-line", hours=1)


class Desk:
    """Asks and tells; what a service refuses is a Complaint in its own words, in this language.

    `clients` by service; `now` is the programme's time.
    """

    def __init__(self, clients: Mapping[str, httpx.Client], lang: Language, now: datetime) -> None:
        self.lang, self.now, self._clients = lang, now, clients
        self.words: Words = words(lang, OFFICE)

    @classmethod
    def open(cls, lang: Language | None) -> "Desk":
        """At the network of this machine. Raises Complaint where there is none."""
        running, tongue = Running.read(home()), spoken(lang)
        headers = {"Authorization": f"Bearer {bearer(running)}", "Accept-Language": tongue}
        clients = {
            name: httpx.Client(base_url=address, headers=headers, timeout=TIMEOUT_S)
            for name, address in running.services.items()
        }
        return cls(clients, tongue, Clock(running.clock).now())

    def get(self, service: str, path: str, **asked: Any) -> Any:
        return self._ask("GET", service, path, params={name: each for name, each in asked.items() if each is not None})

    def find(self, service: str, path: str, **asked: Any) -> Any:
        """As `get`; None where there is no such thing for this coordinator, without waiting for it."""
        answer = self._send("GET", service, path, params=asked)
        return None if answer.status_code in NOT_FOR_YOU else self._good(service, answer)

    def put(self, service: str, path: str, body: Any) -> Any:
        return self._ask("PUT", service, path, json=body)

    def post(
        self, service: str, path: str, body: Any = None, *, of: str | None = None, channel: str | None = None
    ) -> Any:
        """`of`: the person whose word this is, where it is not the coordinator's own."""
        told = {"Relais-On-Behalf": of, "Relais-Channel": channel, "Idempotency-Key": secrets.token_hex(16)}
        headers = {name: value for name, value in told.items() if value}
        return self._ask("POST", service, path, json={} if body is None else body, headers=headers)

    def tell(self, code: str, **facts: object) -> None:
        """One sentence of the catalogue."""
        say(self.words(code, **facts))

    def known(self, about: str, code: str) -> str:
        """The words of a code; lists of codes are open, so one without words is spelt out."""
        own = OTHER if code == OTHER else f"{about}-{code}"
        return self.words(own) if own in self.words else code.replace("-", " ")

    def wrong(self, code: str, **facts: object) -> Complaint:
        return Complaint(self.words(code, **facts))

    def day(self, when: str | date) -> str:
        """A day as the language writes it."""
        known = when if isinstance(when, date) else date.fromisoformat(when[:10])
        return f"{known:%d/%m/%Y}" if self.lang == "fr" else known.isoformat()

    def _ask(self, method: str, service: str, path: str, **how: Any) -> Any:
        end = time.monotonic() + CATCHING_UP_S
        while True:
            answer = self._send(method, service, path, **how)
            late = answer.status_code in (httpx.codes.NOT_FOUND, httpx.codes.SERVICE_UNAVAILABLE)
            if not late or time.monotonic() > end:
                return self._good(service, answer)
            time.sleep(PAUSE_S)

    def _send(self, method: str, service: str, path: str, **how: Any) -> httpx.Response:
        client = self._clients[service]
        try:
            return client.request(method, path, **how)
        except httpx.TransportError:
            raise self.wrong("no-answer", service=service, address=str(client.base_url)) from None

    def _good(self, service: str, answer: httpx.Response) -> Any:
        if not answer.is_success:
            raise Complaint(detail(answer))
        return answer.json() if answer.content else None


def at_noon(day: date | None, now: datetime, zone: str) -> Mapping[str, str]:
    """`occurred_at` of a word that was given on an earlier day; nothing where it was today."""
    local = ZoneInfo(zone)
    if day is None or day == now.astimezone(local).date():
        return {}
    return {"occurred_at": datetime(day.year, day.month, day.day, 12, tzinfo=local).isoformat()}


def one(found: Sequence[Thing], otherwise: Complaint) -> Thing:
    """The only one. Raises what was given where there is none, or more."""
    if len(found) != 1:
        raise otherwise
    return found[0]
