"""What a route works with: the caller, allowed by a rule, and the store as this caller may use it."""

import hashlib
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Header, Request

from chassis.auth import Forbidden, Grant, Identity, Unauthenticated
from chassis.errors import NotFound, found
from chassis.kind import Cause, Decide, Kind, S
from chassis.store import Store
from contracts.envelope import CHANNELS

KEY = "Makes the command safe to repeat; made for it where absent."
CHANNEL = "How the word came: web, phone, paper, sms, email, import."
ON_BEHALF = "Person whose word a coordinator records."
OFFICES = ("coordinator", "safeguarding", "company", "operator")  # roles that cover more than one's own person


class Caller:
    """Commands and questions of one request. `person` is the caller's own id, `on_behalf` whose word it is."""

    def __init__(self, identity: Identity, grants: tuple[Grant, ...], store: Store, cause: Cause) -> None:
        self.identity, self.grants, self.store, self.cause = identity, grants, store, cause
        self.network, self.person = identity.network, identity.person
        self.on_behalf, self.channel = cause.on_behalf, cause.channel or "web"

    def has(self, *roles: str) -> bool:
        """Whether one of the roles that this route allows is among these."""
        return any(grant.role in roles for grant in self.grants)

    @property
    def speaks_for(self) -> str:
        """The person whose word this is: `on_behalf` where a coordinator records it, else the caller's own."""
        return self.on_behalf or self.person or self.identity.subject

    def covers(self, *, organisation: str | None = None, programme: str | None = None) -> None:
        """Raises NotFound where no office of the caller's covers these: foreign answers like unknown.

        An office in one programme does not cover an organisation as such.
        """
        if not any(grant.role in OFFICES and grant.covers(programme, organisation) for grant in self.grants):
            raise NotFound("There is no such thing here.")

    def new_id(self, noun: str) -> str:
        """Id of what this command creates: the same for the same Idempotency-Key, else random."""
        name = f"{self.network} {self.identity.subject} {self.cause.key} {noun}"
        return uuid.uuid5(uuid.NAMESPACE_URL, name).hex

    async def change(self, kind: Kind[S], id: str, decide: Decide[S]) -> S:
        """One decision on one document, safe to repeat with the same key."""
        return found(await self.store.change(kind, id, decide, self.cause))

    async def get(self, kind: Kind[S], id: str) -> S:
        """Raises NotFound."""
        return await self.store.get(kind, id, self.network)

    async def find(self, kind: Kind[S], where: Mapping[str, Any] | None = None, **how: Any) -> list[S]:
        """As `Store.find`, in the caller's network."""
        return await self.store.find(kind, where, network=self.network, **how)

    def now(self) -> datetime:
        """Programme time."""
        return self.store.clock.now()


def allow(*roles: str) -> Any:
    """The rule of a route: `caller: Annotated[Caller, allow("coordinator", "mentor")]`."""

    async def rule(
        request: Request,
        authorization: Annotated[str, Header(description="`Bearer <token>`.")] = "",
        idempotency_key: Annotated[str, Header(max_length=128, description=KEY)] = "",
        relais_channel: Annotated[str, Header(description=CHANNEL)] = "web",
        relais_on_behalf: Annotated[str, Header(max_length=64, description=ON_BEHALF)] = "",
    ) -> Caller:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated("Send the header `Authorization: Bearer <token>`.")
        identity: Identity = await request.app.state.keys.identify(token)
        grants = tuple(grant for grant in identity.grants if grant.role in roles)
        if not grants:
            raise Forbidden(f"This needs one of the roles: {', '.join(roles)}.")
        if relais_on_behalf and not any(grant.role == "coordinator" for grant in grants):
            raise Forbidden("Only a coordinator records somebody else's word.")
        if relais_on_behalf and relais_on_behalf == identity.person:
            raise Forbidden("Nobody records a word in their own case: say it yourself.")
        whole = f"{request.method} {request.url.path}\n".encode() + await request.body()
        own = f"{identity.subject} {idempotency_key or uuid.uuid4().hex}".encode()  # whoever else sends the same key
        cause = Cause(
            network=identity.network,
            actor=identity.person or identity.subject,
            on_behalf=relais_on_behalf or None,
            channel=relais_channel if relais_channel in CHANNELS else "web",
            traceparent=request.headers.get("traceparent") or f"00-{uuid.uuid4().hex}-{uuid.uuid4().hex[:16]}-01",
            key=hashlib.sha256(own).hexdigest()[:32],
            fingerprint=hashlib.sha256(whole).hexdigest()[:16],
        )
        return Caller(identity, grants, request.app.state.store, cause)

    rule.roles = roles  # type: ignore[attr-defined]  # by which `create` knows a rule
    return Depends(rule)
