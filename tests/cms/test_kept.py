"""What pages share is kept in a process where several threads read and write at once."""

import sys
from threading import Thread

import pytest

from cms import freshness, kept


@pytest.fixture
def eager_threads():
    """Threads that take turns as often as the interpreter can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_that_keep_and_forget_at_once_do_not_trip_over_each_other(eager_threads, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 50)  # the shelf is emptied again and again
    monkeypatch.setattr(freshness, "version", lambda tenant_id: "1.1")
    failures = []

    def work(thread: int) -> None:
        try:
            for number in range(3000):
                assert kept.kept(number % 3, thread, number % 97, make=lambda n=number: n % 97) == number % 97
        except Exception as error:
            failures.append(repr(error))

    threads = [Thread(target=work, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
