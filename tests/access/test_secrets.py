"""What must stay secret (passwords, keys, tokens) is in no answer, log line or metric, also where all fails."""

import secrets
from collections.abc import Callable

import pytest
from joserfc.jwk import ECKey

from relais.infrastructure.ports import HOST, free_port
from relais.tokens import Issuer
from tests.processes import Worker, eventually

PASSWORD, TOKEN, CONTENT = (f"canary-{name}-{secrets.token_hex(8)}" for name in ("password", "token", "content"))


@pytest.fixture
def service(worker: Callable[..., Worker]) -> Worker:
    """Its store and its broker answer nobody, so that every way to fail is walked."""
    store = f"mongodb://relais:{PASSWORD}@{HOST}:{free_port()}/?authSource=admin"
    return worker("services.profiles.app:create", RELAIS_MONGO=store, RELAIS_KAFKA=f"{HOST}:{free_port()}")


def test_no_secret_is_told_where_nothing_answers(service: Worker, issuer: Issuer):
    service.start(ready=False)
    eventually(lambda: "waiting for the store" in service.log(), 40)
    contact = {"given_name": CONTENT, "family_name": CONTENT, "email": CONTENT}
    answers = [
        service.http.get("/readyz"),
        service.post("/people", {"contact": contact, "profile": {"territory": "gex"}}),
        service.post("/people", {"contact": contact | {"email": "a@example.org"}, "profile": {"territory": "gex"}}),
        service.http.get("/people", headers={"Authorization": f"Bearer {TOKEN}"}),
        service.http.get(f"/calendars/{TOKEN}.ics"),
        service.http.get("/metrics"),
    ]
    assert {answer.status_code for answer in answers} >= {401, 503}
    service.stop()
    told = service.log() + "".join(answer.text + str(answer.headers) for answer in answers)
    good = service.http.headers["Authorization"].removeprefix("Bearer ")
    private: ECKey = issuer._key
    hidden = [PASSWORD, TOKEN, CONTENT, good, str(private.as_dict(private=True)["d"])]
    assert [each for each in hidden if each in told] == []


@pytest.mark.parametrize("setting", ["RELAIS_MONGO", "RELAIS_PARTNERS"])
def test_a_setting_that_is_wrong_is_not_repeated_with_its_password(worker: Callable[..., Worker], setting: str):
    wrong = {"RELAIS_MONGO": f"mongodb://relais:{PASSWORD}@:nowhere:x/", "RELAIS_PARTNERS": f'{{"a": "{PASSWORD}"'}
    service = worker("services.profiles.app:create", **{setting: wrong[setting]}).start(ready=False)
    assert service.process
    service.process.wait(60)
    assert PASSWORD not in service.log()
