"""What may be meant by what has been typed so far: a few pages, services first."""

from datetime import date

from cms.cards import Card
from search import promotions
from search.finding import Breadth, cards_of, find
from search.ranking import Candidate

MOST, OF_SERVICES = 7, 5
BREADTH = Breadth(of_a_stem=40, ranked=40, completed=40)  # who types will say more
LIKELY = 0.4  # of the points of the first: a page that says the word in passing is no suggestion
SERVICE = "servizio"


def suggest(typed: str, tenant, language: str, today: date) -> list[Card]:
    """The pages of a body that what is typed may lead to, its last word perhaps not finished: what the municipality puts
    first, then services, then the rest."""
    found = find(typed, tenant, language, today, unfinished=True, breadth=BREADTH)
    promoted = promotions.of(found.query, tenant, language)
    first = {card.pk for card in promoted}
    likely = [one for one in found.candidates if one.page not in first and one.points >= LIKELY * found.best]
    return [*promoted, *cards_of(_services_first(likely)[: MOST - len(promoted)])][:MOST]


def _services_first(candidates: list[Candidate]) -> list[Candidate]:
    services = [one for one in candidates if one.kind == SERVICE]
    rest = [one for one in candidates if one.kind != SERVICE]
    return services[:OF_SERVICES] + rest + services[OF_SERVICES:]
