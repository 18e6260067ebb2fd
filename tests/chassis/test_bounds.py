"""Nobody fills a service: neither with one request nor with many."""

import asyncio
from collections.abc import AsyncIterator

import httpx
from fastapi import FastAPI, Request

from chassis import problems
from chassis.bounds import MAX_BODY_BYTES, Bounds

HALF = b"x" * (MAX_BODY_BYTES // 2)


def service(inside: int = 2) -> tuple[httpx.AsyncClient, asyncio.Event]:
    """It answers when it is let go, after it has read what was sent."""
    app, go = FastAPI(), asyncio.Event()

    @app.post("/in")
    async def take(request: Request) -> int:
        await go.wait()
        return len(await request.body())

    app.post("/files")(take)

    @app.get("/livez")
    async def livez() -> str:
        return "ok"

    problems.install(app)
    app.add_middleware(Bounds, inside=inside, files={"/files": 2 * MAX_BODY_BYTES})
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test"), go


async def parts(number: int) -> AsyncIterator[bytes]:
    for _ in range(number):
        yield HALF


async def test_a_body_is_refused_when_it_has_grown_too_large_whatever_was_said_of_its_length():
    client, go = service()
    go.set()
    assert (await client.post("/in", content=parts(2))).json() == MAX_BODY_BYTES
    assert (await client.post("/in", content=parts(3))).status_code == 413
    told = await client.post("/in", content=HALF * 3)
    assert (told.status_code, told.json()["code"]) == (413, "too-large")


async def test_where_a_whole_file_is_taken_it_may_be_larger_and_is_bounded_as_well():
    client, go = service()
    go.set()
    for whole in (HALF * 4, parts(4)):
        assert (await client.post("/files", content=whole)).json() == 2 * MAX_BODY_BYTES
    for too_much in (HALF * 5, parts(5)):
        assert (await client.post("/files", content=too_much)).status_code == 413


async def test_who_comes_when_all_places_are_taken_is_asked_to_come_again_and_probes_are_answered():
    client, go = service()
    inside = [asyncio.create_task(client.post("/in")) for _ in range(2)]
    await asyncio.sleep(0.05)
    late = await client.post("/in")
    assert (late.status_code, late.json()["code"], late.headers["retry-after"]) == (503, "too-many", "2")
    assert (await client.get("/livez")).status_code == 200
    go.set()
    assert {(await each).status_code for each in inside} == {200}
    assert (await client.post("/in")).status_code == 200
