"""Words of a text and of a search, brought to what can be compared: the same for every list and on every database.

"Certificati" and "certificato" are one stem (Snowball's algorithms), accents and capitals count for nothing, articles and
elided prepositions ("dell'", "un'", "d'") are left out. A word that nobody uses is taken for the nearest that is used.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from Stemmer import Stemmer

# What is left of an elision (dell'ufficio, un'altra, dov'è) is a word here, because an apostrophe is a space.
STOP_WORDS = {
    "it": frozenset(
        [
            "a",
            "ad",
            "al",
            "allo",
            "alla",
            "ai",
            "agli",
            "alle",
            "all",
            "con",
            "col",
            "coi",
            "da",
            "dal",
            "dallo",
            "dalla",
            "dai",
            "dagli",
            "dalle",
            "dall",
            "di",
            "del",
            "dello",
            "della",
            "dei",
            "degli",
            "delle",
            "dell",
            "d",
            "e",
            "ed",
            "o",
            "od",
            "gli",
            "i",
            "il",
            "l",
            "la",
            "le",
            "lo",
            "in",
            "nel",
            "nello",
            "nella",
            "nei",
            "negli",
            "nelle",
            "nell",
            "per",
            "su",
            "sul",
            "sullo",
            "sulla",
            "sui",
            "sugli",
            "sulle",
            "sull",
            "tra",
            "fra",
            "un",
            "uno",
            "una",
            "un'",
            "che",
            "chi",
            "cui",
            "ci",
            "vi",
            "si",
            "mi",
            "ti",
            "ne",
            "se",
            "ma",
            "non",
            "piu",
            "anche",
            "come",
            "dove",
            "dov",
            "quando",
            "quanto",
            "quanti",
            "quale",
            "quali",
            "qual",
            "cosa",
            "cos",
            "c",
            "e'",
            "essere",
            "sono",
            "sei",
            "siamo",
            "siete",
            "ho",
            "hai",
            "ha",
            "abbiamo",
            "hanno",
            "avere",
            "mio",
            "mia",
            "miei",
            "mie",
            "tuo",
            "tua",
            "suo",
            "sua",
            "nostro",
            "nostra",
            "vostro",
            "loro",
            "questo",
            "questa",
            "questi",
            "queste",
            "quello",
            "quella",
            "quest",
            "quell",
            "io",
            "tu",
            "noi",
            "voi",
            "devo",
            "devi",
            "deve",
            "posso",
            "puoi",
            "puo",
            "potere",
            "bisogna",
            "serve",
            "servono",
            "vorrei",
            "voglio",
            "vuole",
            "fare",
            "faccio",
            "fa",
            "fatto",
            "avviene",
            "essere",
            "stato",
            "stata",
            "molto",
            "poco",
            "gia",
            "ancora",
            "poi",
            "ogni",
            "via",
            "m",
            "t",
            "s",
            "v",
            "ce",
        ]
    ),
    "en": frozenset(
        [
            "a",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "been",
            "by",
            "can",
            "do",
            "does",
            "for",
            "from",
            "had",
            "has",
            "have",
            "how",
            "i",
            "if",
            "in",
            "into",
            "is",
            "it",
            "its",
            "me",
            "my",
            "of",
            "on",
            "or",
            "our",
            "s",
            "she",
            "so",
            "t",
            "than",
            "that",
            "the",
            "their",
            "them",
            "then",
            "there",
            "this",
            "to",
            "up",
            "was",
            "we",
            "were",
            "what",
            "when",
            "where",
            "which",
            "who",
            "will",
            "with",
            "would",
            "you",
            "your",
            "need",
            "want",
            "get",
        ]
    ),
}
# Words with a meaning, which in a search only ask, or say whom it happened to: a page that says them too is hardly better
# for it.
ASKING = {
    "it": frozenset(
        [
            "andare",
            "vado",
            "va",
            "vai",
            "dare",
            "do",
            "danno",
            "dato",
            "mettere",
            "metto",
            "portare",
            "porto",
            "prendere",
            "prendo",
            "preso",
            "trovare",
            "trovo",
            "trovato",
            "cercare",
            "cerco",
            "chiedere",
            "chiedo",
            "sapere",
            "so",
            "fanno",
            "fai",
            "facciamo",
            "venire",
            "vengo",
            "dura",
            "durano",
            "bisogno",
            "vuol",
            "fosse",
            "cose",
            "roba",
            "tipo",
            "volta",
            "giorno",
            "giorni",
            "oggi",
            "adesso",
            "ora",
            "qualcuno",
            "qualcosa",
            "nessuno",
            "persona",
            "persone",
            "gente",
            "orari",
            "orario",
            "organizza",
            "organizzano",
            "gestisce",
            "occupa",
            "segue",
            "tiene",
            "responsabile",
            "informazioni",
            "info",
            "mamma",
            "madre",
            "papa",
            "babbo",
            "padre",
            "nonna",
            "nonno",
            "nonni",
            "suocera",
            "suocero",
            "zia",
            "zio",
            "marito",
            "moglie",
            "fratello",
            "sorella",
            "arrivata",
            "arrivato",
            "ricevuto",
            "ieri",
            "stanotte",
            "domani",
            "caduta",
            "caduto",
            "dire",
            "detto",
            "torno",
            "tornare",
            "sapete",
            "quanta",
        ]
    ),
    "en": frozenset(
        [
            "give",
            "take",
            "find",
            "look",
            "ask",
            "know",
            "go",
            "come",
            "get",
            "thing",
            "things",
            "day",
            "days",
            "today",
            "someone",
            "people",
            "please",
        ]
    ),
}
_DIMINUTIVES = re.compile(r"(\w{3,}?)(?:icell|erell|ett|in|ell|ucc|ott|acc|on)[oaie]")
_STEMMERS = {"it": Stemmer("italian"), "en": Stemmer("english")}
SHORTEST_STEM = 4
LONGEST_STEM = 40  # letters: what is kept of each stem of a page, and looked for
VOWELS = "aeiou"
LONG, MOST_SLIPS = 12, 3  # from so many letters on a word may have so many slips
SHORTEST_MISTAKEN = 4  # letters: a shorter word has too many neighbours


def plain(text: str) -> str:
    """Lower case without accents, apostrophes as spaces."""
    text = unicodedata.normalize("NFKD", text.lower().replace("’", " ").replace("'", " "))
    return "".join(char for char in text if not unicodedata.combining(char))


def split(text: str) -> list[str]:
    """Words of a text, plain and without the signs around them."""
    return "".join(char if char.isalnum() else " " for char in plain(text)).split()


@lru_cache(maxsize=100_000)
def stem(word: str, language: str = "it") -> str:
    """What the forms of a word have in common; `word` is plain.

    Snowball cuts some Italian words to nearly nothing ("rifiuti" and "rifare" to "rif"): of those only the last vowel goes.
    """
    found = _STEMMERS.get(language, _STEMMERS["it"]).stemWord(word)
    if language != "en" and len(found) < SHORTEST_STEM < len(word):
        found = word[:-1] if word[-1] in VOWELS else word
    return found[:LONGEST_STEM]


def diminished(word: str) -> list[str]:
    """What an Italian word may be the diminutive of: "orticello" of "orto", "paesini" of "paese". Most are no words."""
    found = _DIMINUTIVES.fullmatch(word)
    return [found[1] + end for end in "oaei"] if found else []


def meaningful(words: Iterable[str], language: str = "it") -> list[str]:
    """The words that say something; all of them, where none does ("chi siamo")."""
    words = list(words)
    empty = STOP_WORDS.get(language, STOP_WORDS["it"])
    return [word for word in words if word not in empty] or words


def stems(text: str, language: str = "it") -> list[str]:
    """The stems of the words of a text that say something, in their order."""
    return [stem(word, language) for word in meaningful(split(text), language)]


def nearest(word: str, known: list[str], most: int = 5) -> list[tuple[str, int]]:
    """The words that somebody may have meant who mistyped `word`, the nearest first, each with the number of slips
    (a letter too many, missing, wrong, or two changed places): one in a short word, two from seven letters on, three from
    twelve."""
    if len(word) < SHORTEST_MISTAKEN or word.isdecimal():
        return []
    slips = 1 if len(word) < 7 else 2 if len(word) < LONG else MOST_SLIPS
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=most * 4)
    # Nobody mistakes the first letter and another one too.
    near = [(other, slip) for other, slip, _place in found if slip == 1 or other[0] == word[0]]
    return near[:most]
