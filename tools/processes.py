"""Programs that we start and that must not outlive us, even when we are killed without a word."""

import ctypes
import signal
import subprocess
from collections.abc import Callable
from typing import Any

_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2): Linux sends a signal when the parent dies
_libc = ctypes.CDLL(None, use_errno=True)


def end_with_us(number: int) -> Callable[[], None]:
    """What the child does between fork and exec. The name is looked up before: a child must not import."""
    prctl = getattr(_libc, "prctl", None)

    def ask() -> None:
        if prctl is not None:
            prctl(_SET_PARENT_DEATH_SIGNAL, number)

    return ask


def start(command: list[str], *, at_our_end: int = signal.SIGTERM, **options: Any) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own: Ctrl-C reaches only us, and we end it in order."""
    return subprocess.Popen(command, start_new_session=True, preexec_fn=end_with_us(at_our_end), **options)
