"""A page as a reader meets it: `read(citizen, "/servizi/")`, then its marked parts and their words."""

from bs4 import BeautifulSoup


def read(client, path: str, *, status: int = 200) -> BeautifulSoup:
    """The page at an address; the test fails when it answers otherwise than expected."""
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return BeautifulSoup(answer.content.decode(), "html.parser")


def marked(page, name: str) -> list:
    """Elements that carry a `data-element`."""
    return page.select(f'[data-element="{name}"]')


def words(part) -> str:
    """Text with single spaces, as it is read aloud."""
    return " ".join(part.get_text(" ").split())


def texts(page, selector: str) -> list[str]:
    return [words(part) for part in page.select(selector)]
