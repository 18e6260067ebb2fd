"""TCP proxies before servers and services: slow, cut half-way, or refusing the store's writes, as their pages say."""

import asyncio
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

import bson
import uvloop

from relais.infrastructure.ports import HOST
from tests.faults.block import WIRE, Block

CHUNK = 256 * 1024
OP_MSG = 2013
WRITES = {"insert", "update", "delete", "findAndModify"}
REFUSED = {"ok": 0.0, "errmsg": "not primary", "code": 10107, "codeName": "NotWritablePrimary"}


class Proxy:
    """Forwards to the page's `target`. A new number in its `cut` ends all connections, after half of what came last."""

    def __init__(self, page: Block) -> None:
        self._page = page
        self._cuts = page["cut"]
        self._streams: set[asyncio.StreamWriter] = set()

    async def serve(self, port: int) -> None:
        server = await asyncio.start_server(self._connect, HOST, port, limit=CHUNK)
        async with server:
            await server.serve_forever()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection(HOST, int(self._page["target"]), limit=CHUNK)
        except OSError:
            writer.close()
            return
        self._streams |= {writer, far_writer}
        there = asyncio.create_task(self._forward(reader, far_writer, writer))
        back = asyncio.create_task(self._forward(far_reader, writer, None))
        await asyncio.wait({there, back}, return_when=asyncio.FIRST_COMPLETED)
        for task in (there, back):
            task.cancel()
        for stream in (writer, far_writer):
            self._streams.discard(stream)
            stream.close()

    async def _forward(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: asyncio.StreamWriter | None
    ) -> None:
        """`answer` is where a refusal goes: only what clients send can be refused."""
        try:
            while data := await reader.read(CHUNK):
                if delay := self._page["delay_s"]:
                    await asyncio.sleep(delay)
                if self._page["cut"] != self._cuts:
                    self._cut(writer, data)
                    return
                if answer and self._page["refuse"] and (refusal := refused(data)):
                    answer.write(refusal)
                    continue
                writer.write(data)
                await writer.drain()
        except (OSError, asyncio.CancelledError):
            return

    def _cut(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        self._cuts = self._page["cut"]
        writer.write(data[: len(data) // 2])
        for stream in self._streams - {writer}:
            stream.transport.abort()


def refused(data: bytes) -> bytes | None:
    """The store's answer to a write that it will not do; None where this is no write, or not one whole message."""
    if len(data) < 26:
        return None
    length, request, _, opcode = struct.unpack_from("<iiii", data)
    if opcode != OP_MSG or length != len(data) or data[20] != 0:
        return None
    size = struct.unpack_from("<i", data, 21)[0]
    if next(iter(bson.decode(data[21 : 21 + size]))) not in WRITES:
        return None
    body = bytes(4) + b"\0" + bson.encode(REFUSED)
    return struct.pack("<iiii", 16 + len(body), 0, request, OP_MSG) + body


async def main(pages: Sequence[str]) -> None:
    """`<port>=<file of the page>`, one a proxy."""
    each = (page.partition("=") for page in pages)
    await asyncio.gather(*(Proxy(Block(Path(file), WIRE)).serve(int(port)) for port, _, file in each))


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1:]))
