"""How often a search of the demonstration leads to a right page: `python -m bench.judged` (on the data of VAR_DIR).

The judged searches are in tests/search/judged: five parts for tuning, one that nobody looks at. A search is right when a
right page is among its first three results. With one slip of the fingers in each (the same every time) as well.
"""

import random
import string
import sys
import tomllib
from datetime import date
from itertools import chain
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "tests" / "search" / "judged"
FIRST = 3
FOR_TUNING = ("tuned", "third", "fourth", "fifth", "sixth")
SEEDS = range(5)


def searches(name: str) -> list[dict]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())["query"]


def with_a_slip(text: str, seed: int) -> str:
    """The text with one letter too many, missing, wrong, or changed with the next, in one of its longer words."""
    chance = random.Random(f"{seed} {text}")
    words = text.split()
    place = chance.choice([n for n, word in enumerate(words) if len(word) == max(map(len, words)) or len(word) > 4])
    word = words[place]
    at = chance.randrange(len(word) - 1) if len(word) > 1 else 0
    other = chance.choice(string.ascii_lowercase)
    words[place] = chance.choice(
        [
            word[:at] + other + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + other + word[at + 1 :],
            word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        ]
    )
    return " ".join(words)


def paths_of(text: str, site: str, language: str, today: date) -> list[str]:
    """Where the first results of a search lead, without the site."""
    from cms.models import BasePage, Tenant
    from search.finding import find

    found = find(text, Tenant.objects.get(slug=site), language, today).candidates[:FIRST]
    paths = dict(BasePage.objects.filter(pk__in=[one.page for one in found]).values_list("pk", "url_path"))
    return ["/" + paths[one.page].split("/", 2)[2] for one in found]


def is_right(search: dict, today: date, text: str = "") -> bool:
    found = paths_of(text or search["text"], search["site"], search.get("language", "it"), today)
    return bool({*found} & {*search["right"]})


def share(name: str, today: date) -> tuple[float, float]:
    """Right searches of a half, as typed and with a slip (mean of some ways of slipping), in hundredths."""
    judged = searches(name)
    plain = sum(is_right(one, today) for one in judged)
    slipped = sum(is_right(one, today, with_a_slip(one["text"], seed)) for one in judged for seed in SEEDS)
    return 100 * plain / len(judged), 100 * slipped / len(judged) / len(SEEDS)


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone

    today = timezone.localdate()
    for name in (*FOR_TUNING, "held_out"):
        plain, slipped = share(name, today)
        print(f"{name}: {plain:.1f} % giuste, {slipped:.1f} % con un errore di battitura")
    if "--missed" in sys.argv:  # of those for tuning alone
        for one in chain.from_iterable(map(searches, FOR_TUNING)):
            if not is_right(one, today):
                print(
                    one["site"],
                    "|",
                    one["text"],
                    "|",
                    one["right"],
                    "|",
                    paths_of(one["text"], one["site"], one.get("language", "it"), today),
                )


if __name__ == "__main__":
    main()
