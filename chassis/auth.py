"""Who calls: a bearer token (JWT), its roles, and what these cover. Deny by default."""

import asyncio
import json
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, ConfigDict, Field

from chassis.clock import machine_seconds
from chassis.errors import Refused
from chassis.settings import Settings

ALGORITHMS = ["ES256", "RS256", "EdDSA"]
KEYS_MAX_AGE_S = 300
CLOCKS_DIFFER_S = 30  # by so much may an issuer's clock be ahead of ours


class Unauthenticated(Refused):
    """No token, or one that cannot be trusted: sign in again and send `Authorization: Bearer <token>`."""

    status = 401


class Forbidden(Refused):
    """The caller's roles do not include this."""

    status = 403


class Grant(BaseModel):
    """A role, and the organisations and programmes that it covers; None: all of the network's.

    Roles are mentor, mentee, guardian, coordinator, safeguarding, company and operator.
    """

    model_config = ConfigDict(frozen=True)

    role: str
    organisations: frozenset[str] | None = None
    programmes: frozenset[str] | None = None

    def covers(self, programme: str | None, *organisations: str | None) -> bool:
        """Whether it reaches what belongs to this programme and to any of these organisations."""
        in_programme = self.programmes is None or programme in self.programmes
        return in_programme and (self.organisations is None or not self.organisations.isdisjoint(organisations))


class Identity(BaseModel):
    """Whom a token names. `person` is the person's id in profiles, where the caller is one of its people."""

    model_config = ConfigDict(frozen=True)

    subject: str = Field(alias="sub")
    network: str
    person: str | None = None
    grants: tuple[Grant, ...] = Field(alias="roles")


class Keys:
    """The token keys, from a file or an address, read again when a token names an unknown one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keys: KeySet | None = None
        self._read_at = 0.0
        self._reading = asyncio.Lock()

    async def identify(self, token: str) -> Identity:
        """Raises Unauthenticated, without saying which check failed."""
        try:
            claims = await self._claims(token)
            self._check(claims)
            return Identity.model_validate(claims)
        except (JoseError, ValueError, KeyError, TypeError, OSError, HTTPException) as error:
            raise Unauthenticated("The token is missing, expired or not valid here: get a new one.") from error

    async def _claims(self, token: str) -> dict[str, Any]:
        try:
            return jwt.decode(token, await self._current(), algorithms=ALGORITHMS).claims
        except (JoseError, ValueError):
            return jwt.decode(token, await self._current(newest=True), algorithms=ALGORITHMS).claims

    async def _current(self, newest: bool = False) -> KeySet:
        async with self._reading:
            age = machine_seconds() - self._read_at
            if self._keys is None or age > KEYS_MAX_AGE_S or (newest and age > 1):
                read = await asyncio.to_thread(_fetch, self._settings.jwks)
                self._keys, self._read_at = KeySet.import_key_set(read), machine_seconds()
            return self._keys

    def _check(self, claims: dict[str, Any]) -> None:
        audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if claims["iss"] != self._settings.issuer or self._settings.audience not in audience:
            raise ValueError("issuer or audience")
        now = datetime.now(UTC).timestamp()  # tokens live in machine time
        if not float(claims.get("nbf", 0)) - CLOCKS_DIFFER_S <= now < float(claims["exp"]):
            raise ValueError("expired, or not valid yet")


def _fetch(address: str) -> Any:
    """A file, or with the standard library: an HTTP client's import is a tenth of a worker's start."""
    if not address.startswith(("http://", "https://")):
        return json.loads(Path(address).read_text())
    with urlopen(address, timeout=5) as answer:
        return json.load(answer)
