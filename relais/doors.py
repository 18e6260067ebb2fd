"""The services' HTTP doors, as somebody with a token of this machine."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import httpx

from relais.complaint import Complaint
from relais.running import Running
from relais.tokens import Issuer

TIMEOUT_S = 120.0


def token(
    running: Running,
    roles: Sequence[str],
    *,
    subject: str,
    person: str | None = None,
    programmes: Sequence[str] = (),
    organisations: Sequence[str] = (),
    network: str | None = None,
    hours: float = 12,
) -> str:
    """A signed token. Without programmes or organisations a role covers all of the network's. Raises Complaint."""
    covers: dict[str, Any] = {"programmes": list(programmes)} if programmes else {}
    covers |= {"organisations": list(organisations)} if organisations else {}
    grants: list[Mapping[str, Any]] = [{"role": role, **covers} for role in roles]
    try:
        issuer = Issuer(running.keys)
    except FileNotFoundError:
        raise Complaint(f"There are no token keys in {running.keys}: start a network with `relais run`.") from None
    return issuer.token(subject, network or running.network, grants, person, hours)


@contextmanager
def door(running: Running, service: str, bearer: str, lang: str = "en") -> Iterator[httpx.Client]:
    """A client of one service. Raises Complaint when it does not answer, or answers with a problem."""
    address = running.address(service)
    headers = {"Authorization": f"Bearer {bearer}", "Accept-Language": lang}
    try:
        with httpx.Client(base_url=address, headers=headers, timeout=TIMEOUT_S) as client:
            yield client
    except httpx.TransportError:
        raise Complaint(f"{service} does not answer at {address}: is `relais run` up?") from None
    except httpx.HTTPStatusError as error:
        raise Complaint(f"{service} refused: {detail(error.response)}") from None


def detail(response: httpx.Response) -> str:
    """What the problem says, field by field where it names some."""
    try:
        problem = response.json()
        fields = [f"{field['field']}: {field['detail']}" for field in problem.get("fields", ())]
        return " ".join([str(problem["detail"]), *fields])
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"status {response.status_code}"
