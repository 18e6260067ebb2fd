"""What may be told again, and by whom."""

import pytest
from pydantic import BaseModel

from chassis.kind import Kind
from chassis.reactions import on
from chassis.settings import Settings
from contracts.people import PEOPLE, ProfileErased
from relais.complaint import Complaint
from relais.infrastructure.local import Servers
from relais.rebuilding import Run
from tests.relais.rebuild.viewer import create


class Known(BaseModel):
    """Something known from elsewhere."""


def test_what_publishes_is_no_projection():
    with pytest.raises(ValueError, match="it is no projection"):
        Kind("known", Known, stream=PEOPLE, projection=True)


def test_a_projection_is_not_found_by_asking_the_store():
    async def asked(store, events):
        return [[] for _ in events]

    with pytest.raises(ValueError, match="its ids come from the event"):
        on(
            ProfileErased,
            Kind("known", Known, projection=True),
            asked=asked,
            decide=lambda state, event, now: (None, []),
        )


async def test_of_two_rebuilds_of_a_service_the_older_one_ends(servers: Servers, run_name: str):
    runtime = create(Settings(mongo=servers.mongo, database=run_name)).state.runtime
    try:
        older = await Run.take(runtime, afresh=False)
        younger = await Run.take(runtime, afresh=False)
        assert younger.name == older.name
        await younger.keep({})
        with pytest.raises(Complaint, match="Another rebuild"):
            await older.keep({})
    finally:
        await runtime.store.close()
