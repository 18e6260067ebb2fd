"""Each API against odd requests: never a server error, always what its own description promises."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from tests.processes import Worker

SERVICES = ("profiles", "matching", "scheduling", "feedback")
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]
ODD = settings(
    max_examples=10, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module", params=SERVICES)
def service(request, servers, issuer, tmp_path_factory) -> Iterator[Worker]:
    """One real service at a time, with an empty store."""
    factory = f"services.{request.param}.app:create"
    worker = Worker(factory, tmp_path_factory.mktemp(request.param), servers, issuer, {"RELAIS_DATABASE": "doors"})
    yield worker.start()
    worker.kill()


def test_no_request_breaks_the_service(service: Worker):
    schema = schemathesis.openapi.from_url(f"http://127.0.0.1:{service.port}/openapi.json")
    session = {"headers": {"Authorization": service.http.headers["Authorization"]}}
    tried = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @ODD
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(**session, checks=CHECKS)

        ask()
        tried += 1
    assert tried > 10
