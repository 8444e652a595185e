"""Walk every link of every site from its home and say what is wrong.

    python -m tools.crawl                     crawls a private copy of the demonstration
    python -m tools.crawl --port 8000         crawls what answers on that port (make run)

Broken links and fragments, server errors, images without alternative text, resources from other hosts, inline styles
and scripts, repeated ids, pages without title or with other than one h1. Tests use the same code with Django's client.
"""

import argparse
import http.client
import sys
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

DATA_BLOCKS = {"application/ld+json", "application/json"}
NOT_FOLLOWED = {"mailto", "tel", "webcal", "geo", "sms"}
VARIANTS = 100  # addresses that differ only in their query, for one path: each sheet books, more means a filter that multiplies
MINIMUM = 250  # pages of each site


@dataclass
class Answer:
    status: int
    kind: str  # content type, without parameters
    text: str
    location: str = ""


Fetch = Callable[[str], Answer]


class PageFacts(HTMLParser):
    """What one page says about itself."""

    def __init__(self, html: str):
        super().__init__()
        self.links: list[str] = []
        self.resources: list[str] = []
        self.ids: list[str] = []
        self.headings = 0
        self.title = ""
        self.language = ""
        self.problems: list[str] = []
        self._in_title = False
        self._svg = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        self._note_attributes(tag, own)
        if tag in ("a", "area") and "href" in own:
            self.links.append(own["href"].strip())
        elif tag == "form" and own.get("method", "get").lower() == "get" and "action" in own:
            self.links.append(own["action"])
        elif tag == "img" and "alt" not in own:
            self.problems.append(f"immagine senza testo alternativo: {own.get('src', '?')[:120]}")
        elif tag == "script" and not own.get("src") and own.get("type") not in DATA_BLOCKS:
            self.problems.append("script dentro la pagina")
        elif tag == "style":
            self.problems.append("stile dentro la pagina (<style>)")
        elif tag == "h1":
            self.headings += 1
        elif tag == "html":
            self.language = own.get("lang", "")
        elif tag == "svg":
            self._svg += 1
        elif tag == "title" and not self._svg:
            self._in_title = True
        self._note_resources(tag, own)

    def _note_attributes(self, tag: str, own: dict[str, str]) -> None:
        if "id" in own:
            self.ids.append(own["id"])
        if "style" in own:
            self.problems.append(f"attributo style in <{tag}>")
        self.problems += [f"attributo {name} in <{tag}>" for name in own if name.startswith("on")]

    def _note_resources(self, tag: str, own: dict[str, str]) -> None:
        """What the browser fetches by itself."""
        if tag in ("img", "script", "iframe", "audio", "video", "source", "embed", "track") and own.get("src"):
            self.resources.append(own["src"])
        for name in ("srcset", "imagesrcset"):
            self.resources += [part.split()[0] for part in own.get(name, "").split(",") if part.strip()]
        if tag == "link" and own.get("href") and own.get("rel") not in ("canonical", "alternate", "license"):
            self.resources.append(own["href"])
        if tag == "use" and own.get("href", "").startswith("/"):
            self.resources.append(own["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag == "svg":
            self._svg = max(0, self._svg - 1)

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def own_problems(self) -> list[str]:
        """Everything wrong that shows without looking at other pages."""
        found = list(dict.fromkeys(self.problems))
        found += [f"id ripetuto: {name}" for name, times in Counter(self.ids).items() if times > 1]
        if not self.title.strip():
            found.append("manca il titolo (<title>)")
        if self.headings != 1:
            found.append(f"ha {self.headings} titoli h1 invece di uno")
        if not self.language:
            found.append("manca la lingua (<html lang>)")
        return found


@dataclass
class Report:
    pages: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # host -> paths of whole pages
    addresses: int = 0
    resources: int = 0
    problems: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # problem -> where it was seen
    outside: Counter[str] = field(default_factory=Counter)  # hosts that pages link to
    titles: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, problem: str, where: str) -> None:
        self.problems[problem].add(where)


class Crawler:
    def __init__(self, fetch: Fetch, starts: Iterable[str], workers: int = 4):
        self.fetch = fetch
        self.starts = list(starts)
        self.hosts = {urlsplit(start).netloc for start in self.starts}
        self.workers = workers
        self.report = Report()
        self.seen: set[str] = set()
        self.variants: Counter[str] = Counter()
        self.referrer: dict[str, str] = {}
        self.ids: dict[str, set[str]] = {}
        self.fragments: list[tuple[str, str, str]] = []  # page, target, fragment
        self.queue: deque[str] = deque()

    def run(self) -> Report:
        for start in self.starts:
            self._add(start, start)
        with ThreadPoolExecutor(self.workers) as pool:
            while self.queue:
                batch = [self.queue.popleft() for _ in range(min(len(self.queue), self.workers * 8))]
                for url, answer in zip(batch, pool.map(self.fetch, batch), strict=True):
                    self._take(url, answer)
        for page, target, fragment in self.fragments:
            if target in self.ids and fragment not in self.ids[target]:
                self.report.add(f"il frammento #{fragment} non esiste in {target}", page)
        return self.report

    def _add(self, url: str, page: str) -> None:
        if url in self.seen:
            return
        parts = urlsplit(url)
        if parts.query:
            path = f"{parts.netloc}{parts.path}"
            self.variants[path] += 1
            if self.variants[path] > VARIANTS:
                if self.variants[path] == VARIANTS + 1:
                    self.report.add(f"più di {VARIANTS} indirizzi diversi solo per i parametri: {path}", page)
                return
        self.seen.add(url)
        self.referrer[url] = page
        self.queue.append(url)

    def _take(self, url: str, answer: Answer) -> None:
        self.report.addresses += 1
        page = self.referrer[url]
        if answer.status >= 500:
            self.report.add(f"errore {answer.status}: {url}", page)
        elif answer.status >= 400:
            self.report.add(f"collegamento rotto ({answer.status}): {url}", page)
        elif answer.status in (301, 302, 303, 307, 308):
            self._follow(urljoin(url, answer.location), page)
        elif answer.kind == "text/html":
            self._read(url, PageFacts(answer.text))
        else:
            self.report.resources += 1
            if answer.kind == "text/css":
                self._read_styles(url, answer.text)

    def _read(self, url: str, facts: PageFacts) -> None:
        parts = urlsplit(url)
        self.report.pages[parts.netloc].add(parts.path)
        if not parts.query:
            self.report.titles[parts.netloc, facts.title.strip()].add(url)
        self.ids[url] = set(facts.ids)
        for problem in facts.own_problems():
            self.report.add(problem, url)
        for link in facts.links:
            self._follow(urljoin(url, link), url)
        for resource in facts.resources:
            self._use(urljoin(url, resource), url)

    def _follow(self, link: str, page: str) -> None:
        target, fragment = urldefrag(link)
        parts = urlsplit(target)
        if parts.scheme in NOT_FOLLOWED:
            return
        if parts.scheme not in ("http", "https"):
            self.report.add(f"collegamento che non è un indirizzo: {link[:100]}", page)
        elif parts.netloc in self.hosts:
            self._add(target, page)
            if fragment:
                self.fragments.append((page, target, fragment))
        else:
            self.report.outside[parts.netloc] += 1

    def _use(self, resource: str, page: str) -> None:
        target = urldefrag(resource)[0]
        parts = urlsplit(target)
        if parts.scheme == "data":
            return
        if parts.netloc in self.hosts:
            self._add(target, page)
        else:
            self.report.add(f"risorsa presa da un altro sito: {target[:120]}", page)

    def _read_styles(self, url: str, css: str) -> None:
        for part in css.split("url(")[1:]:
            address = part.split(")", 1)[0].strip("'\" ")
            if address and not address.startswith(("data:", "#")):
                self._use(urljoin(url, address), url)


def over_http(port: int) -> Fetch:
    """Ask what answers on this machine. Python does not resolve *.localhost, so the name goes in the Host header."""

    def fetch(url: str) -> Answer:
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", path or "/", headers={"Host": parts.netloc, "User-Agent": "unica-crawl"})
            response = connection.getresponse()
            body = response.read()
            kind = response.headers.get_content_type()
            text = body.decode("utf-8", "replace") if kind in ("text/html", "text/css") else ""
            return Answer(response.status, kind, text, response.headers.get("Location") or "")
        except (OSError, http.client.HTTPException) as problem:
            return Answer(599, "", str(problem))
        finally:
            connection.close()

    return fetch


def with_client(client: Any) -> Fetch:
    """The same through Django's test client."""

    def fetch(url: str) -> Answer:
        parts = urlsplit(url)
        response = client.get(parts.path + (f"?{parts.query}" if parts.query else ""), headers={"host": parts.netloc})
        kind = response.headers.get("Content-Type", "").split(";")[0]
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = body.decode("utf-8", "replace") if kind in ("text/html", "text/css") else ""
        return Answer(response.status_code, kind, text, response.headers.get("Location") or "")

    return fetch


def crawl(fetch: Fetch, starts: Iterable[str], workers: int = 4) -> Report:
    """Walk the sites that begin at these addresses, together: they link to each other."""
    return Crawler(fetch, starts, workers).run()


def print_report(report: Report, minimum: int) -> int:
    """Print what a person wants to know; returns how many problems there are."""
    for host, paths in sorted(report.pages.items()):
        print(f"  {len(paths):5} pagine  {host}")
        if len(paths) < minimum:
            report.add(f"solo {len(paths)} pagine (almeno {minimum}): {host}", host)
    print(f"  {report.addresses} indirizzi visitati, {report.resources} immagini, stili e altri file")
    print(f"  siti esterni a cui si rimanda: {', '.join(sorted(report.outside)) or 'nessuno'}")
    for (host, title), urls in sorted(report.titles.items()):
        if len(urls) > 1:  # allowed (the topic and the category "Turismo"), but worth a look
            print(f"  nota: titolo uguale su {len(urls)} pagine: «{title}» ({host})")
    for problem, places in sorted(report.problems.items()):
        print(
            f"  PROBLEMA  {problem}\n            in {sorted(places)[0]}"
            + (f" e altre {len(places) - 1}" * (len(places) > 1))
        )
    print(f"{len(report.problems)} problemi." if report.problems else "Nessun problema.")
    return len(report.problems)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, help="visita ciò che risponde su questa porta, senza copia privata")
    parser.add_argument("--minimum", type=int, default=MINIMUM, help="pagine che ogni sito deve avere")
    options = parser.parse_args()
    if options.port:
        return _crawl_port(options.port, options.minimum)
    from tools import private_site

    with private_site.running() as site:
        return _crawl_port(site.port, options.minimum)


def _crawl_port(port: int, minimum: int) -> int:
    """The union's site links to every municipality: from there all of them are found."""
    union = f"localhost:{port}"
    fetch = over_http(port)
    hosts = {union}
    # First look: which of our own hosts does the union's home name?
    for link in PageFacts(fetch(f"http://{union}/").text).links:
        parts = urlsplit(urljoin(f"http://{union}/", link))
        if parts.netloc.endswith(f".localhost:{port}") and not parts.netloc.startswith("gestione."):
            hosts.add(parts.netloc)
    report = crawl(fetch, [f"http://{host}/" for host in sorted(hosts)])
    return 1 if print_report(report, minimum) else 0


if __name__ == "__main__":
    sys.exit(main())
