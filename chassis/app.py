"""Wiring that every service shares: `create(...)` makes the FastAPI app of a service."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline
from starlette.middleware.base import RequestResponseEndpoint

from chassis import metrics, operations, problems
from chassis.auth import Keys
from chassis.bounds import Bounds
from chassis.clock import machine_seconds
from chassis.due import Processes
from chassis.kind import Kind
from chassis.logs import configure
from chassis.reactions import Reactions
from chassis.runtime import Runtime, Watch
from chassis.settings import Settings
from chassis.words import Words


def create(
    service: str,
    *,
    kinds: Sequence[Kind[Any]],
    routers: Sequence[APIRouter],
    reactions: Reactions | None = None,
    processes: Processes | None = None,
    watch: Watch | None = None,
    words: Sequence[str] = (),
    settings: Settings | None = None,
    public: Sequence[str] = (),
    files: Mapping[str, int] | None = None,
) -> FastAPI:
    """A service from its parts; touches no network. `public` names paths that need no token.

    `files`: paths that take a whole file, and how many bytes of it; any other takes what `Bounds` says.

    `watch` takes the service's own figures from the store, now and then. `words`: packages that have its `fr.toml`.

    Raises RuntimeError for a route without a rule.
    """
    settings = settings or Settings()
    runtime = Runtime(service, settings, kinds, reactions or Reactions(), processes or {})
    runtime.watch = watch

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        configure(service, settings.log_level)
        await runtime.start()
        yield
        await runtime.stop()

    app = FastAPIOffline(title=f"Relais {service}", lifespan=lifespan, responses=problems.RESPONSES)
    app.state.words = Words("chassis", *words)
    app.state.runtime, app.state.store, app.state.keys = runtime, runtime.store, Keys(settings)
    problems.install(app)
    app.middleware("http")(_measured)
    app.add_middleware(Bounds, files=files)
    for router in (*routers, operations.parked):
        _refuse_unruled(router, public)
        app.include_router(router)
    app.include_router(operations.probes)
    return app


def _refuse_unruled(router: APIRouter, public: Sequence[str]) -> None:
    for route in router.routes:
        inner, path = getattr(route, "original_router", None), getattr(route, "path", route)
        needed = route.dependant.dependencies if isinstance(route, APIRoute) else ()
        if isinstance(inner, APIRouter):
            _refuse_unruled(inner, public)
        elif path not in public and not any(getattr(each.call, "roles", None) for each in needed):
            raise RuntimeError(f"{path} has no rule: say who may call it")


async def _measured(request: Request, call_next: RequestResponseEndpoint) -> Response:
    began = machine_seconds()
    try:
        response = await call_next(request)
    except Exception as error:  # here, or the server logs it with all that its text may contain
        response = await problems.answer(request, error)
    route = getattr(request.scope.get("route"), "path", "unknown")
    metrics.HTTP_SECONDS.labels(route, str(response.status_code)).observe(machine_seconds() - began)
    return response
