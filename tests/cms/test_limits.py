"""What counts as one connection, where turns are counted by address."""

import pytest

from cms.limits import block_of


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", ""),
        ("non è un indirizzo", "non è un indirizzo"),
    ],
)
def test_a_house_is_one_connection_however_many_ipv6_addresses_it_has(address, block):
    assert block_of(address) == block
