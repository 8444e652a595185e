"""A long list cut in pages: the way on and back, whatever the address says."""

import pytest

from cms.lists import paginate


@pytest.fixture
def cut(rf):
    def ask(query: str = "", count: int = 25, size: int = 10):
        return paginate(rf.get(f"/lista/?{query}"), list(range(1, count + 1)), size)

    return ask


@pytest.mark.parametrize(
    ("query", "items"),
    [("", range(1, 11)), ("pagina=1", range(1, 11)), ("pagina=2", range(11, 21)), ("pagina=3", range(21, 26)),
     ("pagina=4", range(21, 26)), ("pagina=999999", range(21, 26)), ("pagina=9999999", range(1, 11)),
     ("pagina=0", range(21, 26)), ("pagina=-1", range(1, 11)), ("pagina=abc", range(1, 11)), ("pagina=1&pagina=2", range(11, 21)),
     ("pagina=%D9%A2", range(1, 11)), ("pagina=%2B2", range(1, 11)), ("pagina= 2", range(1, 11))],
)  # fmt: skip
def test_every_number_gives_a_page_that_exists(cut, query, items):
    assert list(cut(query)) == list(items)


def test_the_ways_on_and_back_are_only_where_there_is_something(cut):
    first, middle, last = cut(), cut("pagina=2"), cut("pagina=3")
    assert (first.previous_url, first.next_url) == ("", "?pagina=2")
    assert (middle.previous_url, middle.next_url) == ("?pagina=1", "?pagina=3")
    assert (last.previous_url, last.next_url) == ("?pagina=2", "")


def test_the_other_parameters_go_on(cut):
    assert cut("tipo=avvisi&categoria=ambiente").next_url == "?tipo=avvisi&categoria=ambiente&pagina=2"


def test_parameters_that_make_no_sense_do_not(cut):
    assert cut("tipo=%00&x=" + "a" * 101 + "&y=" + "b" * 100).next_url == "?y=" + "b" * 100 + "&pagina=2"


def test_what_a_visitor_writes_cannot_leave_the_address(cut):
    url = cut('q="><script>&tipo=a%26b').next_url
    assert not set('"<>') & set(url)
    assert "tipo=a%26b" in url


def test_an_empty_list_is_a_page_without_ways(cut):
    listing = cut("pagina=7", count=0)
    assert (list(listing), listing.total, listing.next_url, listing.previous_url) == ([], 0, "", "")


def test_the_total_counts_all_pages(cut):
    listing = cut("pagina=3")
    assert (listing.total, len(listing)) == (25, 5)
