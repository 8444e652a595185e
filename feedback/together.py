"""Rows that several readers send at the same moment, written in one transaction.

SQLite lets one writer in at a time, and whoever finds the door closed sleeps: at two hundred ratings a second most of
the time went into that. Whoever comes first writes for all who wait in this process; each still gets an answer of its
own. On PostgreSQL it spares transactions.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.db import IntegrityError


@dataclass(slots=True, eq=False)
class _Waiting:
    row: object
    is_done: bool = False
    error: Exception | None = None


class Together:
    """`Together(write).put(row)` returns when `write`, which takes a list of rows and is all or nothing, has written the
    row, alone or with others. Raises what `write` raises; IntegrityError only to whose row cannot be written."""

    def __init__(self, write: Callable[[list], None]):
        self._write = write
        self._waiting: deque[_Waiting] = deque()
        self._turn = Lock()

    def put(self, row) -> None:
        mine = _Waiting(row)
        self._waiting.append(mine)
        with self._turn:
            if not mine.is_done:
                self._write_for_all()
        if mine.error is not None:
            raise mine.error

    def _write_for_all(self) -> None:
        batch = [self._waiting.popleft() for _ in range(len(self._waiting))]
        try:
            self._write([waiting.row for waiting in batch])
        except IntegrityError as error:
            if len(batch) == 1:
                batch[0].error = error
            else:
                self._one_by_one(batch)
        except Exception as error:  # it belongs to all of them: each raises it in its own thread
            for waiting in batch:
                waiting.error = error
        for waiting in batch:
            waiting.is_done = True

    def _one_by_one(self, batch: list[_Waiting]) -> None:
        """One of them cannot be written: the others do not pay for it."""
        for waiting in batch:
            try:
                self._write([waiting.row])
            except Exception as error:  # raised by whose row it is
                waiting.error = error
