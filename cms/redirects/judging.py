"""Whether some redirects make sense together: pure rules, which ask a `Site` what exists."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from wagtail.contrib.redirects.models import Redirect

from cms.redirects.reading import Row
from cms.redirects.tracking import without_tracking

LONGEST = 255
# Addresses that the product answers by itself, on every site: a redirect there would never work, or do harm.
RESERVED = (
    "/admin",
    "/django-admin",
    "/static",
    "/media",
    "/documents",
    "/_util",
    "/healthz",
    "/readyz",
    "/robots.txt",
)
STEPS = 50  # of a chain: longer ones are taken for loops


@dataclass(frozen=True)
class Site:
    """What the rules must know of a body's site.

    `live(paths)` gives the key of the published page at each path where there is one; `answers(path)` says whether the
    product itself answers there; `existing` are the redirects of today, from old path to new path.
    """

    hosts: frozenset[str]
    sister_hosts: frozenset[str]
    may_leave: bool
    live: Callable[[Iterable[str]], dict[str, int]]
    answers: Callable[[str], bool]
    existing: dict[str, str]


@dataclass(slots=True)
class Verdict:
    """What comes of one row: `error` stops the whole import, `warnings` do not."""

    row: Row
    old: str = ""
    new: str = ""
    final: str = ""
    page: int | None = None
    error: str = ""
    warnings: list[str] = field(default_factory=list)
    is_idle: bool = False  # nothing to do: it repeats another row, or what is there already

    @property
    def outcome(self) -> str:
        if self.error:
            return "errore"
        if self.is_idle:
            return "già così"
        return "attenzione" if self.warnings else "va bene"

    @property
    def message(self) -> str:
        return " ".join([self.error, *self.warnings]).strip()


def judge(rows: list[Row], site: Site, *, flatten: bool = False) -> list[Verdict]:
    """A verdict for each row, in their order. `flatten` sends each old address straight to the end of its chain."""
    verdicts = [_read(row, site) for row in rows]
    sound = [one for one in verdicts if not one.error]
    _find_repeated(sound)
    sound = [one for one in sound if not one.error and not one.is_idle]
    graph = {**site.existing, **{one.old: one.new for one in sound}}
    live = site.live({one.old for one in sound} | {path_of(one.new) for one in sound} | _ends(sound, graph))
    lines = {one.old: one.row.line for one in sound}
    for one in sound:
        _weigh(one, site, graph, live, lines, flatten=flatten)
    return verdicts


def _ends(verdicts: list[Verdict], graph: dict[str, str]) -> set[str]:
    return {path_of(trail[-1]) for one in verdicts if (trail := trail_of(one.old, graph))}


# --- one row ----------------------------------------------------------------------------------------------------------


def _read(row: Row, site: Site) -> Verdict:
    verdict = Verdict(row)
    verdict.error = row.fault or _bad_signs(row.old) or _bad_signs(row.new)
    if not verdict.error:
        verdict.old, verdict.error = old_path(row.old, site.hosts)
    if not verdict.error:
        verdict.new, verdict.error = target(row.new, site)
    return verdict


def _bad_signs(text: str) -> str:
    if not text:
        return "Manca uno dei due indirizzi."
    if "\\" in text or any(not char.isprintable() for char in text):
        return "L'indirizzo contiene segni che non ci possono stare."
    return f"L'indirizzo è più lungo di {LONGEST} caratteri." if len(text) > LONGEST else ""


def old_path(text: str, hosts: frozenset[str]) -> tuple[str, str]:
    """The old address as Wagtail looks it up, and why it will not do."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return "", "L'indirizzo vecchio non si legge."
    if parts.scheme or parts.netloc:
        if parts.scheme not in ("http", "https") or (parts.hostname or "") not in hosts:
            return "", f"L'indirizzo vecchio è di un altro sito ({parts.netloc or parts.scheme}): qui non arriverà mai."
        parts = parts._replace(scheme="", netloc="")
    # As it will be searched: what counts visits is ignored there too.
    path = Redirect.normalise_path(parts._replace(query=without_tracking(parts.query)).geturl() or "/")
    if path == "/":
        return "", "La pagina principale non si può reindirizzare."
    if any(path == name or path.startswith(f"{name}/") for name in RESERVED):
        return "", "È un indirizzo riservato al sistema."
    return path, f"L'indirizzo è più lungo di {LONGEST} caratteri." if len(path) > LONGEST else ""


def target(text: str, site: Site) -> tuple[str, str]:
    """The new address: a path of this site, or an https address where that is allowed; and why it will not do."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return "", "L'indirizzo nuovo non si legge."
    if not parts.scheme and not parts.netloc:
        path = text if text.startswith("/") else f"/{text}"
        return path, ""
    if host in site.hosts and parts.scheme in ("http", "https"):
        return parts._replace(scheme="", netloc="").geturl() or "/", ""
    if parts.scheme != "https" or not host or parts.username is not None:
        return "", "Verso un altro sito serve un indirizzo che comincia con https://"
    if host not in site.sister_hosts and not site.may_leave:
        return "", f"Porta fuori dai siti dell'Unione ({host}): chiedi all'Informatica dell'Unione."
    return text, ""


# --- the rows together ------------------------------------------------------------------------------------------------


def _find_repeated(verdicts: list[Verdict]) -> None:
    first: dict[str, Verdict] = {}
    for one in verdicts:
        known = first.setdefault(one.old, one)
        if known is one:
            continue
        if known.new == one.new:
            one.is_idle = True
            one.warnings.append(f"Ripete la riga {known.row.line}: conta una volta.")
        else:
            one.error = f"Lo stesso indirizzo vecchio è già alla riga {known.row.line}, ma porta altrove."


def path_of(address: str) -> str:
    """A path of this site as it is looked up among old addresses and pages: without query and fragment. Addresses of
    other sites stay as they are."""
    return address if "://" in address else (address.split("#")[0].split("?")[0].rstrip("/") or "/")


def trail_of(old: str, graph: dict[str, str]) -> list[str]:
    """Addresses from an old one on, itself first; the last is where it ends, or the first met twice."""
    trail, seen = [old], {old}
    here = old
    while len(trail) < STEPS:
        following = graph.get(here)
        if following is None:
            break
        trail.append(following)
        here = _lookup(following, graph)
        if here in seen:
            break
        seen.add(here)
    return trail


def _lookup(address: str, graph: dict[str, str]) -> str:
    """The key under which an address may itself be an old one: with its query, as Wagtail first looks, or without."""
    if "://" in address:
        return address
    whole = Redirect.normalise_path(address.split("#")[0])
    return whole if whole in graph else path_of(address)


def _weigh(one: Verdict, site: Site, graph: dict, live: dict, lines: dict, *, flatten: bool) -> None:
    if one.old in live:
        one.error = "All'indirizzo vecchio c'è una pagina pubblicata: il reindirizzamento non scatterebbe mai."
        return
    if site.answers(one.old):
        one.error = "All'indirizzo vecchio risponde già il sito."
        return
    trail = trail_of(one.old, graph)
    keys = [_lookup(address, graph) for address in trail]
    if len(set(keys)) < len(keys) or len(trail) >= STEPS:
        named = sorted({lines[key] for key in keys if key in lines})
        where = f" (righe {', '.join(map(str, named))})" if len(named) > 1 else ""
        one.error = f"Gira in tondo: {' → '.join(trail[:6])}{where}."
        return
    one.final = trail[-1]
    if len(trail) > 2:
        shown = " → ".join(trail[:6])
        one.warnings.append(f"Catena, {'accorciata' if flatten else 'in più passi'}: {shown}.")
        if flatten:
            one.new = one.final
    _check_target(one, site, live)
    known = site.existing.get(one.old)
    if not one.error and known is not None:
        if known == one.new:
            one.is_idle = True
            one.warnings.append("C'è già, uguale.")
        else:
            one.warnings.append(f"C'era già, verso {known}: viene sostituito.")


def _check_target(one: Verdict, site: Site, live: dict) -> None:
    if "://" in one.final:
        return
    path = path_of(one.final)
    if path not in live and not site.answers(path):
        one.error = "L'indirizzo nuovo non esiste in questo sito."
    elif one.new == path_of(one.new) or one.new == f"{path_of(one.new)}/":
        one.page = live.get(path_of(one.new))  # it follows the page, should its address change
