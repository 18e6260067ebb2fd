"""One live document made what its stream says, by one conditional write."""

import secrets
from typing import Any

from pymongo.errors import DuplicateKeyError

from chassis.clock import machine_now
from chassis.steps import reached
from chassis.store import Document

TAKEN_OVER = ("state", "keys", "network")


async def mend(collection: Any, live: Document | None, told: Document | None, lanes: tuple[str, ...]) -> bool:
    """As it was told; not at all where no event tells of it. False: somebody else was first.

    `lanes` are the starts of the guards that were told again; others stay.
    """
    if told is None:
        assert live
        gone = await collection.delete_one({"_id": live["_id"], "version": live.get("version")})
        done = bool(gone.deleted_count)
    else:
        done = await (_change(collection, live, told, lanes) if live else _insert(collection, told))
    reached("rebuild.switched")
    return done


async def _change(collection: Any, live: Document, told: Document, lanes: tuple[str, ...]) -> bool:
    kept = {lane: last for lane, last in live.get("applied", {}).items() if not lane.startswith(lanes)}
    values = {name: told[name] for name in TAKEN_OVER if name in told}
    values |= {"applied": kept | told["applied"], "version": live.get("version", 0) + 1, "writer": _writer()}
    guard = {"_id": live["_id"], "version": live.get("version")}
    return bool((await collection.update_one(guard, {"$set": values})).matched_count)


async def _insert(collection: Any, told: Document) -> bool:
    """With a version that the lost document never had: a writer of that one who was paused must not win."""
    try:
        await collection.insert_one({**told, "version": int(machine_now().timestamp()), "writer": _writer()})
    except DuplicateKeyError:
        return False
    return True


def _writer() -> str:
    return secrets.token_hex(8)
