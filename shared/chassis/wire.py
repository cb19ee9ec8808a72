"""How bytes move on a line to the broker: read in large pieces, sent together when asked.

py-amqp asks the kernel three times for each frame and sets the socket's time-out around each of
them; in a process of many threads every such call gives the interpreter away. Here one read brings
all frames that have arrived, and a reply and its acknowledgement leave in one piece.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from struct import Struct
from typing import Any, ClassVar

import amqp
from amqp.exceptions import UnexpectedFrame
from amqp.transport import TCPTransport

PIECE = 1 << 16
_HEAD = Struct(">BHI")
_TIME = Struct("ll")
_END = 0xCE

Frame = tuple[int, int, bytes]
"""Type, channel, payload."""


class Transport(TCPTransport):
    """A socket whose frames are cut from what has arrived."""

    def _setup_transport(self) -> None:
        self._arrived, self._at = b"", 0
        self._held: bytearray | None = None
        self._write = self._send

    def arrived(self) -> Frame | None:
        """Return the next frame if it is here whole, without asking the kernel."""
        start, data = self._at + _HEAD.size, self._arrived
        if len(data) < start:
            return None
        kind, channel, size = _HEAD.unpack_from(data, self._at)
        end = start + size
        if len(data) <= end:
            return None
        if data[end] != _END:
            raise UnexpectedFrame(f"frame ends with {data[end]:#04x}")
        self._at = end + 1
        return kind, channel, data[start:end]

    def read_frame(self, unpack: Any = None) -> Frame:
        """Return the next frame; raises TimeoutError with nothing lost."""
        while (frame := self.arrived()) is None:
            self._fetch()
        return frame

    def look_up_every(self, seconds: int) -> None:
        """Let a read without time-out give up after so long: the kernel does it at no cost."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _TIME.pack(seconds, 0))

    def _fetch(self) -> None:
        try:
            piece = self.sock.recv(PIECE)
        except BlockingIOError as nothing:
            raise TimeoutError from nothing
        except TimeoutError:
            raise
        except OSError:
            self.connected = False
            raise
        if not piece:
            self.connected = False
            raise ConnectionResetError("the broker closed the connection")
        self._arrived, self._at = self._arrived[self._at :] + piece, 0

    def _send(self, data: Any) -> None:
        if self._held is None:
            self.sock.sendall(data)
        else:
            self._held += data

    @contextmanager
    def together(self) -> Iterator[None]:
        """Send what is written inside in one piece at the end; nothing when it raises."""
        self._held = bytearray()
        try:
            yield
            held, self._held = self._held, None
            self.write(held)
        finally:
            self._held = None


class Connection(amqp.Connection):
    """A connection on which one side reads while another writes.

    With `connection.blocked` negotiated py-amqp reads inside every publish: two readers on one
    socket tear each other's frames. A broker that is short of memory stops reading instead.
    """

    negotiate_capabilities: ClassVar[dict[str, bool]] = {
        **amqp.Connection.negotiate_capabilities,
        "connection.blocked": False,
    }

    def Transport(  # noqa: N802 - py-amqp's name for the method
        self,
        host: str,
        connect_timeout: float,
        ssl: object = False,
        read_timeout: float | None = None,
        write_timeout: float | None = None,
        **_: object,
    ) -> Transport:
        """Return our transport instead of py-amqp's."""
        return Transport(
            host,
            connect_timeout=connect_timeout,
            read_timeout=read_timeout,
            write_timeout=write_timeout,
        )

    def blocking_read(self, timeout: float | None = None) -> Any:
        """Handle the next frame; the socket's time-out is touched only when none has arrived."""
        frame = self.transport.arrived()
        if frame is None:
            with self.transport.having_timeout(timeout):
                frame = self.transport.read_frame()
        return self.on_inbound_frame(frame)
