"""The door of every service: who may enter, and errors that say what to do."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import APIRouter
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from chassis.app import create
from chassis.caller import Caller, allow
from chassis.settings import Settings
from relais.tokens import Issuer, make_keys
from tests.processes import Worker


@pytest.fixture(scope="module")
def door(servers, issuer, tmp_path_factory) -> Iterator[Worker]:
    """A toy service that only needs its store."""
    settings = {"TOY_RUN": "http", "RELAIS_DATABASE": "http"}
    door = Worker("tests.chassis.toy:create", tmp_path_factory.mktemp("door"), servers, issuer, settings)
    yield door.start()
    door.kill()


def call(door: Worker, token: str, **headers: str):
    return door.http.post("/things/x/bump", json={}, headers={"Authorization": f"Bearer {token}", **headers})


def signed(key: object, algorithm: str = "ES256", **changes: object) -> str:
    claims = {"iss": "relais", "aud": "relais", "sub": "s", "network": "net", "roles": [{"role": "coordinator"}]}
    claims |= {"exp": int(time.time()) + 60}
    return jwt.encode({"alg": algorithm}, claims | changes, key, algorithms=[algorithm])


@pytest.fixture
def key(issuer: Issuer) -> ECKey:
    return issuer._key


def test_a_good_token_with_the_right_role_enters(door: Worker, key: ECKey):
    assert call(door, signed(key)).status_code == 200


@pytest.mark.parametrize(
    "changes", [{"exp": 1}, {"iss": "another"}, {"aud": "another"}, {"roles": "coordinator"}, {"roles": [{}]}]
)
def test_a_token_that_is_expired_or_not_for_us_is_refused(door: Worker, key: ECKey, changes: dict):
    answer = call(door, signed(key, **changes))
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
    assert answer.headers["content-type"] == "application/problem+json"


def test_tokens_that_are_unsigned_or_signed_by_others_are_refused(door: Worker):
    stranger = ECKey.generate_key("P-256")
    shared = OctKey.import_key(json.dumps(stranger.as_dict(private=False)))
    header = "eyJhbGciOiJub25lIn0"  # {"alg":"none"}
    forged = [signed(stranger), signed(shared, "HS256"), f"{header}.{signed(stranger).split('.')[1]}.", "x.y.z"]
    assert {call(door, token).status_code for token in forged} == {401}


def test_another_role_is_told_which_roles_this_needs(door: Worker, key: ECKey):
    answer = call(door, signed(key, roles=[{"role": "mentee"}]))
    assert answer.status_code == 403
    assert "coordinator" in answer.json()["detail"]


def test_another_network_finds_nothing(door: Worker, key: ECKey):
    assert door.post("/things/ours/bump").status_code == 200
    foreign = {"Authorization": f"Bearer {signed(key, network='elsewhere')}"}
    unknown = door.http.get("/things/nothing", headers=foreign)
    ours = door.http.get("/things/ours", headers=foreign)
    assert (ours.status_code, ours.json()) == (404, unknown.json())
    assert door.http.post("/things/ours/bump", json={}, headers=foreign).status_code == 404


def test_a_command_sent_twice_with_one_key_is_done_once(door: Worker):
    first = door.post("/things/twice/bump", {"group": "g"}, **{"Idempotency-Key": "k"})
    again = door.post("/things/twice/bump", {"group": "g"}, **{"Idempotency-Key": "k"})
    other = door.post("/things/twice/bump", {"group": "h"}, **{"Idempotency-Key": "k"})
    assert (first.json()["number"], again.json()["number"]) == (1, 1)
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")


def test_two_people_with_the_same_key_are_two_commands(door: Worker, key: ECKey):
    same = {"Idempotency-Key": "1"}
    numbers = [call(door, signed(key, sub=who), **same).json()["number"] for who in ("one", "other", "one")]
    assert numbers[1] == numbers[0] + 1
    assert numbers[2] == numbers[1]


def test_what_is_wrong_with_a_body_is_told_by_field(door: Worker):
    answer = door.post("/things/x/wind", {"every_s": "often"})
    assert answer.status_code == 422
    assert {field["field"] for field in answer.json()["fields"]} == {"body.every_s", "body.times"}


def test_a_body_of_more_than_a_megabyte_is_refused(door: Worker):
    answer = door.http.post("/things/x/bump", content=b"x" * 1_100_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_only_a_coordinator_speaks_for_another_and_never_for_themselves(door: Worker, key: ECKey):
    token = signed(key, person="p1")
    assert call(door, token, **{"Relais-On-Behalf": "p2", "Relais-Channel": "phone"}).status_code == 200
    assert call(door, token, **{"Relais-On-Behalf": "p1"}).status_code == 403


def test_probes_and_metrics_need_no_token(door: Worker):
    assert door.http.get("/livez", headers={"Authorization": ""}).status_code == 200
    metrics = door.http.get("/metrics", headers={"Authorization": ""}).text
    assert 'route="/things/{thing_id}/bump"' in metrics


def test_the_page_of_the_api_loads_nothing_from_elsewhere(door: Worker):
    page = door.http.get("/docs").text
    addresses = re.findall(r"""(?:src|href|url)["']?[=:]\s*["']([^"']+)""", page)
    assert any("swagger-ui" in address for address in addresses)
    assert [address for address in addresses if not address.startswith("/")] == []
    assert {door.http.get(address).status_code for address in addresses} == {200}


def test_a_route_without_a_rule_does_not_start():
    router = APIRouter()

    @router.get("/open")
    async def open_to_all() -> str:
        return "anybody"

    with pytest.raises(RuntimeError, match="/open has no rule"):
        create("careless", kinds=[], routers=[router], settings=Settings())

    ruled = APIRouter()

    @ruled.get("/ruled")
    async def for_some(caller: Annotated[Caller, allow("mentor")]) -> str:
        return "a mentor"

    assert create("careful", kinds=[], routers=[ruled], settings=Settings())


def test_a_rotated_key_is_found_without_a_restart(servers, tmp_path: Path):
    first, second = tmp_path / "first", tmp_path / "second"
    make_keys(first), make_keys(second)
    old, new = Issuer(first), Issuer(second)
    settings = {"TOY_RUN": "keys", "RELAIS_DATABASE": "keys"}
    door = Worker("tests.chassis.toy:create", tmp_path / "door", servers, old, settings).start()
    try:
        assert call(door, signed(old._key)).status_code == 200
        old.public.write_text(new.public.read_text())
        time.sleep(1.1)
        assert call(door, signed(new._key)).status_code == 200
        assert call(door, signed(old._key)).status_code == 401
    finally:
        door.kill()
