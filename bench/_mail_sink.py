"""A mail server in a process of its own: `python -m bench._mail_sink <milliseconds>`; each round trip takes so long.

Prints its port; a line on standard input is answered with JSON: mails taken, ids taken twice, connections, round trips.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections import Counter

_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


class Sink:
    """What arrives together is answered together, after the delay."""

    def __init__(self, delay: float) -> None:
        self.delay, self.taken, self.signed, self.connections, self.trips = delay, Counter(), 0, 0, 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from its banner to its end."""
        self.connections += 1
        rest, content = b"", None
        try:
            await self._say(writer, b"220 sink\r\n")
            while data := await reader.read(1 << 16):
                said = b""
                rest += data
                while rest:
                    if content is not None:
                        if rest.startswith(b".\r\n"):
                            cut = 3
                        elif (end := rest.find(b"\r\n.\r\n")) >= 0:
                            cut = end + 5
                        else:
                            break
                        self._take(content + rest[:cut])
                        rest, content = rest[cut:], None
                        said += b"250 taken\r\n"
                        continue
                    line, found, after = rest.partition(b"\r\n")
                    if not found:
                        break
                    rest, verb = after, line[:4].upper()
                    if verb == b"QUIT":
                        writer.write(said + b"221 bye\r\n")
                        return
                    said += {b"EHLO": b"250-sink\r\n250 PIPELINING\r\n", b"DATA": b"354 go on\r\n"}.get(verb, b"250 ok\r\n")
                    content = b"" if verb == b"DATA" else None
                if said:
                    self.trips += 1
                    await self._say(writer, said)
        except (ConnectionError, asyncio.CancelledError):
            pass  # it hung up, or we end
        finally:
            writer.close()

    async def _say(self, writer: asyncio.StreamWriter, text: bytes) -> None:
        if self.delay:
            await asyncio.sleep(self.delay)
        writer.write(text)
        await writer.drain()

    def _take(self, raw: bytes) -> None:
        if found := _MESSAGE_ID.search(raw):
            self.taken[found[1].decode()] += 1
        self.signed += raw[:4096].lower().count(b"dkim-signature:")

    def told(self) -> dict[str, int]:
        """The counters."""
        twice = sum(n > 1 for n in self.taken.values())
        return {
            "taken": len(self.taken), "twice": twice, "signed": self.signed, "connections": self.connections, "trips": self.trips,
        }  # fmt: skip


async def main(milliseconds: float) -> None:
    """Serve until standard input ends."""
    sink = Sink(milliseconds / 1000)
    server = await asyncio.start_server(sink.serve, "127.0.0.1", 0, backlog=256)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(sink.told()), flush=True)


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
