"""Parameters that other sites add to our addresses to count visits: they say nothing of the page that is asked for."""

from urllib.parse import unquote_plus

# Campaigns; clicks on Facebook, Google, Microsoft, Instagram, X, LinkedIn, TikTok, Yandex; newsletters; analytics.
NAMES = frozenset(
    [
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "igshid",
        "igsh",
        "twclid",
        "li_fat_id",
        "ttclid",
        "yclid",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "_ga",
        "_gl",
        "_hsenc",
        "_hsmi",
    ]
)
PREFIXES = ("utm_", "mtm_")


def is_tracking(name: str) -> bool:
    name = unquote_plus(name).strip().lower()
    return name in NAMES or name.startswith(PREFIXES)


def without_tracking(query: str) -> str:
    """A query without those parameters; the others stay as they were written."""
    return "&".join(part for part in query.split("&") if not is_tracking(part.partition("=")[0]))
