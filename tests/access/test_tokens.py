"""A token is trusted for who signed it, for whom and until when: anything else is nobody's."""

import base64
import hmac
import json
import time
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from chassis import auth
from chassis.auth import Keys, Unauthenticated
from chassis.settings import Settings

OWN, OTHER, STRANGER = (ECKey.generate_key("P-256", {"kid": kid}) for kid in ("own", "other", "stranger"))
Key = Any


def signed(key: Key = OWN, alg: str = "ES256", kid: str | None = "own", **changes: Any) -> str:
    claims = {"iss": "relais", "aud": "relais", "sub": "s", "network": "net", "roles": [{"role": "coordinator"}]}
    claims |= {"exp": int(time.time()) + 7200, **changes}
    header = {"alg": alg} | ({"kid": kid} if kid else {})
    return jwt.encode(header, {k: v for k, v in claims.items() if v is not None}, key, algorithms=[alg])


def coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unsigned(alg: str) -> str:
    return f"{coded(json.dumps({'alg': alg, 'kid': 'own'}).encode())}.{signed().split('.')[1]}."


def shared(secret: bytes) -> str:
    """By hand: the library itself refuses to sign so."""
    token = unsigned("HS256")[:-1]
    return f"{token}.{coded(hmac.digest(secret, token.encode(), 'sha256'))}"


def publish(folder: Path, *keys: Key) -> None:
    (folder / "jwks.json").write_text(json.dumps({"keys": [key.as_dict(private=False) for key in keys]}))


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    publish(tmp_path, OWN, OTHER)
    return Keys(Settings(jwks=str(tmp_path / "jwks.json")))


NOW = int(time.time())
BAD = {
    "expired": signed(exp=NOW - 1),
    "without an end": signed(exp=None),
    "not valid yet": signed(nbf=NOW + 3600),
    "for another audience": signed(aud="another"),
    "for no audience": signed(aud=None),
    "of another issuer": signed(iss="another"),
    "without a network": signed(network=None),
    "without roles": signed(roles=None),
    "signed by a stranger": signed(STRANGER, kid="stranger"),
    "signed by a stranger in our key's name": signed(STRANGER),
    "signed by one key in the name of another": signed(OTHER, kid="own"),
    "alg none": unsigned("none"),
    "alg None": unsigned("None"),
    "without its signature": unsigned("ES256"),
    "HS256 with the public key as the secret": shared(OWN.as_pem(private=False)),
    "HS256 with the public JWK as the secret": shared(json.dumps(OWN.as_dict(private=False)).encode()),
    "of another kind of key": signed(RSAKey.generate_key(2048), "RS256"),
    "changed on the way": signed()[:-8] + "AAAAAAAA",
    "no token": "x.y.z",
    "empty": "",
}


@pytest.mark.parametrize("token", BAD.values(), ids=BAD.keys())
async def test_a_token_that_cannot_be_trusted_is_nobodys(keys: Keys, token: str):
    with pytest.raises(Unauthenticated, match="missing, expired or not valid here"):
        await keys.identify(token)


@pytest.mark.parametrize("token", [signed(), signed(OTHER, kid="other"), signed(aud=["else", "relais"], nbf=NOW)])
async def test_a_good_token_says_who_it_is(keys: Keys, token: str):
    assert (await keys.identify(token)).network == "net"


async def test_a_new_key_is_taken_up_and_a_withdrawn_one_refused(
    keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    now = time.monotonic()
    monkeypatch.setattr(auth, "machine_seconds", lambda: now)
    await keys.identify(signed())
    publish(tmp_path, OTHER, STRANGER)
    now += 2
    assert await keys.identify(signed(STRANGER, kid="stranger")), "the new key is found at once"
    with pytest.raises(Unauthenticated):
        await keys.identify(signed())


async def test_a_withdrawn_key_is_refused_after_five_minutes_even_where_no_new_one_is_seen(
    keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    now = time.monotonic()
    monkeypatch.setattr(auth, "machine_seconds", lambda: now)
    await keys.identify(signed())
    publish(tmp_path, OTHER)
    now += auth.KEYS_MAX_AGE_S + 1
    with pytest.raises(Unauthenticated):
        await keys.identify(signed())
