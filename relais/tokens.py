"""Token keys and tokens for one machine. Production names its own identity provider's JWKS instead."""

import json
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

PRIVATE, PUBLIC = "private.json", "jwks.json"


def make_keys(folder: Path) -> Path:
    """A key pair in this folder, where there is none yet. Returns the file with the public half (a JWKS)."""
    if not (folder / PRIVATE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)
        descriptor = os.open(folder / PRIVATE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(key.as_dict(private=True), file)
        (folder / PUBLIC).write_text(json.dumps({"keys": [key.as_dict(private=False)]}))
    return folder / PUBLIC


class Issuer:
    """Signs tokens with the private key of a folder."""

    def __init__(self, folder: Path) -> None:
        self.public = folder / PUBLIC
        self._key = ECKey.import_key(json.loads((folder / PRIVATE).read_text()))

    def token(
        self,
        subject: str,
        network: str,
        roles: Sequence[str | Mapping[str, Any]],
        person: str | None = None,
        hours: float = 12,
    ) -> str:
        """A bearer token. A role is its name, or `{"role": …, "organisations": […], "programmes": […]}`."""
        grants = [{"role": role} if isinstance(role, str) else dict(role) for role in roles]
        now = int(time.time())
        claims: dict[str, Any] = {"iss": "relais", "aud": "relais", "sub": subject, "network": network, "roles": grants}
        claims |= {"iat": now, "exp": now + int(hours * 3600)} | ({"person": person} if person else {})
        return jwt.encode({"alg": "ES256", "kid": self._key.kid, "typ": "JWT"}, claims, self._key)
