"""Ratings of one moment are written in one transaction, and each reader still gets an answer of its own."""

import threading

import pytest
from django.db import IntegrityError

from feedback.together import Together


class Book:
    """Takes each word once, slowly at first: those who come meanwhile wait for the next page."""

    def __init__(self):
        self.pages: list[list[str]] = []
        self.words: set[str] = set()
        self.first_is_being_written, self.go_on = threading.Event(), threading.Event()

    def write(self, words: list[str]) -> None:
        if not self.pages:
            self.first_is_being_written.set()
            self.go_on.wait(10)
        if self.words & {*words} or len({*words}) < len(words):
            raise IntegrityError("twice")
        self.words |= {*words}
        self.pages.append(words)


def put_at_once(book: Book, words: list[str]) -> dict[int, str]:
    """The first goes alone, the others while it is being written; what each was told."""
    together, told = Together(book.write), {}

    def put(number: int, word: str) -> None:
        try:
            together.put(word)
            told[number] = "written"
        except Exception as error:
            told[number] = type(error).__name__

    threads = [threading.Thread(target=put, args=pair) for pair in enumerate(words)]
    threads[0].start()
    book.first_is_being_written.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(together._waiting) < len(words) - 1:
        pass
    book.go_on.set()
    for thread in threads:
        thread.join(10)
    return told


def test_those_who_come_meanwhile_are_written_together():
    book = Book()
    assert set(put_at_once(book, ["a", "b", "c", "d"]).values()) == {"written"}
    assert [sorted(page) for page in book.pages] == [["a"], ["b", "c", "d"]]


def test_a_row_that_cannot_be_written_costs_the_others_nothing():
    book = Book()
    told = put_at_once(book, ["a", "b", "a", "c"])
    assert told == {0: "written", 1: "written", 2: "IntegrityError", 3: "written"}
    assert book.words == {"a", "b", "c"}


def test_a_failure_of_the_database_is_told_to_everybody_who_waited():
    book = Book()
    write = book.write

    def breaks(words):
        write(words)
        if len(words) > 1:
            raise OSError("disk")

    book.write = breaks
    assert sorted(put_at_once(book, ["a", "b", "c"]).values()) == ["OSError", "OSError", "written"]


def test_who_is_alone_waits_for_nobody():
    book = Book()
    book.go_on.set()
    Together(book.write).put("a")
    with pytest.raises(IntegrityError):
        Together(book.write).put("a")
