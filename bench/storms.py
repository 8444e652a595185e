"""Many at once over real HTTP, and processes killed in the middle: `python -m bench.storms`.

Whoever asks, a place goes to one person; whatever dies, an appointment is there whole or not at all, and each thing that
happened to it is told, at most twice. For each engine a small office in an empty database, served by gunicorn. The
negative control takes the rule out of the database: what is then sold twice shows that the storm is strong enough to
find it.
"""

import argparse
import contextlib
import http.client
import json
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.databases import postgres
from tests.mailbox import messages_in
from tools import private_site

ROOT = Path(__file__).resolve().parent.parent
HOST = "montiano.localhost"
TOKEN = "a" * 32
CLAIM, SENT = "UPDATE cms_outboxmessage SET attempts", "UPDATE cms_outboxmessage SET sent_at"  # cms/outbox.py
PLAN = (  # moment and beginning of the write, in the order of the flow
    ("hold", "before", "INSERT INTO appointments_occupation"),
    ("hold", "after", "INSERT INTO appointments_occupation"),
    ("hold", "before", "INSERT INTO appointments_draft"),
    ("hold", "after", "INSERT INTO appointments_draft"),
    ("hold", "before", "COMMIT"),
    ("hold", "after", "COMMIT"),
    ("confirm", "before", "INSERT INTO appointments_appointment "),
    ("confirm", "after", "INSERT INTO appointments_appointment "),
    ("confirm", "before", "UPDATE appointments_occupation"),
    ("confirm", "after", "UPDATE appointments_occupation"),
    ("confirm", "after", "INSERT INTO appointments_appointmentevent"),
    ("confirm", "after", "INSERT INTO cms_domainevent"),
    ("confirm", "after", "INSERT INTO cms_outboxmessage"),
    ("confirm", "before", "COMMIT"),
    ("confirm", "after", "COMMIT"),
    ("move", "before", "UPDATE appointments_occupation"),
    ("move", "after", "UPDATE appointments_appointment "),
    ("move", "after", "INSERT INTO cms_domainevent"),
    ("move", "after", "INSERT INTO cms_outboxmessage"),
    ("move", "before", "COMMIT"),
    ("move", "after", "COMMIT"),
    ("cancel", "after", "UPDATE appointments_appointment "),
    ("cancel", "after", "INSERT INTO cms_domainevent"),
    ("cancel", "after", "DELETE FROM appointments_occupation"),
    ("cancel", "after", "INSERT INTO cms_outboxmessage"),
    ("cancel", "before", "COMMIT"),
    ("cancel", "after", "COMMIT"),
    ("send", "before", CLAIM),
    ("send", "after", CLAIM),
    ("send", "before", "SEND"),
    ("send", "after", "SEND"),
    ("send", "before", SENT),
    ("send", "after", SENT),
)


@dataclass
class Browser:
    """One person's browser, on plain sockets: its cookies, and a connection that is open before the start."""

    port: int
    cookies: dict = field(default_factory=lambda: {"csrftoken": TOKEN})
    address: str = field(default_factory=lambda: ".".join(str(random.randrange(1, 255)) for _ in range(4)))

    def connect(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.connect()
        return connection

    def send(self, path: str, typed: dict, connection=None) -> tuple[int, str]:
        """Post a form: status, and where it leads. Status 0: the connection died."""
        connection = connection or self.connect()
        headers = {
            "Host": f"{HOST}:{self.port}",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": self.address,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        try:
            connection.request("POST", path, urlencode({"csrfmiddlewaretoken": TOKEN, **typed}), headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", "")


@dataclass
class Office:
    """The office of the storms on one engine, and its server."""

    engine: str
    port: int
    environment: dict
    inside: subprocess.Popen
    made: dict = field(default_factory=dict)

    def ask(self, verb: str) -> dict:
        """Let bench.storm_office do something in the database; its answer."""
        self.inside.stdin.write(verb + "\n")
        self.inside.stdin.flush()
        answer = self.inside.stdout.readline()
        if not answer:
            raise RuntimeError(f"{verb}: {self.inside.wait()}")
        return json.loads(answer)

    def times(self, agenda: str, kind: str = "short") -> str:
        query = {"agenda": self.made[agenda], "tipo": self.made[kind], "modo": "sportello"}
        return f"/prenota/orari/?{urlencode(query)}"

    def book(self, agenda: str, start: int, surname: str, kind: str = "short") -> str:
        """All five steps; where the appointment stands in the end."""
        browser = Browser(self.port)
        status, place = browser.send(self.times(agenda, kind), {"orario": start})
        if status != 302:
            raise RuntimeError(f"non si prenota: {status}")
        return self.finish(browser, place, surname)

    def finish(self, browser: Browser, place: str, surname: str) -> str:
        person = {"name": "Anna", "surname": surname, "email": f"{surname}@cittadini.example", "phone": ""}
        for typed in ({"reason": "altro", "details": "Prova"}, person, {"terms": "on"}):
            _status, place = browser.send(place, typed)
        return place


@contextlib.contextmanager
def _inside(environment: dict) -> Iterator[subprocess.Popen]:
    command = [sys.executable, "-m", "bench.storm_office"]
    environment = {**environment, "DJANGO_SETTINGS_MODULE": "cms.settings"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.stdin.close()  # nothing more is asked: it ends by itself


@contextlib.contextmanager
def office(engine: str, *, workers: int = 2, application: str = "cms.wsgi:application") -> Iterator[Office]:
    """The office in an empty database, served."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(private_site.folder_for_copy())
        folder.mkdir(parents=True)
        url = stack.enter_context(postgres()) if engine == "PostgreSQL" else ""
        port = private_site.free_port()
        environment = private_site.environment_for(
            folder, debug=True, port=port, database_url=url, DATABASE_POOL="0", BEHIND_PROXY="1"
        )
        private_site.manage(environment, "migrate", "--verbosity", "0")
        place = Office(engine, port, environment, stack.enter_context(_inside(environment)))
        place.made = place.ask("found")
        private_site.manage(environment, "set_port", "--port", str(port))
        stack.enter_context(private_site.server(environment, port, application, workers=workers))
        yield place


def at_once(acts: list) -> list:
    """Run acts in threads that start together."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        start.wait()
        results[number] = act()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# --- Races --------------------------------------------------------------------------------------------------------


def storm(place: Office, agenda: str, starts: list[tuple[int, str]], people: int) -> tuple[Counter, list]:
    """Everybody posts an hour (and type) at the same moment: statuses, and who got through."""
    browsers = [Browser(place.port) for _number in range(people)]
    acts = []
    for number, browser in enumerate(browsers):
        start, kind = starts[number % len(starts)]
        connection = browser.connect()
        path = place.times(agenda, kind)
        acts.append(lambda b=browser, p=path, s=start, c=connection: b.send(p, {"orario": s}, c))
    answers = at_once(acts)
    through = [(browser, to) for browser, (status, to) in zip(browsers, answers, strict=True) if status == 302]
    return Counter(status for status, _to in answers), through


def race(place: Office, name: str, agenda: str, kinds: tuple, people: int, rounds: int, wanted: int | None) -> dict:
    """Rounds of a storm, each on another day, each finished by who got the place; `wanted` get it each time.

    Over ten rounds each of `kinds` gets the place at least once: what is not on offer would be no rival.
    """
    place.ask("clear")
    statuses, winners = Counter(), []
    for number in range(rounds):
        nine = place.made["mornings"][number]
        seen, through = storm(place, agenda, [(nine + later, kind) for later, kind in kinds], people)
        statuses += seen
        winners.append(len(through))
        for browser, to in through:
            place.finish(browser, to, f"Vince{number}n{random.randrange(10**9)}")
    found = place.ask("judge")
    errors = sum(count for status, count in statuses.items() if status >= 500 or status == 0)
    good = errors == 0 and found["overlaps"] == 0 and found["appointments"] == sum(winners)
    good = good and (wanted is None or all(number == wanted for number in winners))
    good = good and (rounds < 10 or len(found["minutes"]) == len(kinds))
    return {
        "what": name,
        "winners": sorted(set(winners)),
        "minutes": found["minutes"],
        "errors": errors,
        "overlaps": found["overlaps"],
        "good": good,
    }


def opposite_moves(place: Office, rounds: int) -> dict:
    """Two people ask for each other's hour at the same moment: nobody loses theirs."""
    place.ask("clear")
    errors, statuses = 0, Counter()
    for number in range(rounds):
        nine = place.made["mornings"][number]
        hours = (nine, nine + 30)
        for hour, who in zip(hours, ("Prima", "Seconda"), strict=True):
            place.book("one", hour, f"{who}{number}")
        links = place.ask("links")
        acts = []
        for who, hour in (("Prima", hours[1]), ("Seconda", hours[0])):
            identity, key = links[f"{who}{number}"].strip("/").split("/")[1:3]
            path = f"/prenota/orari/?{urlencode({'sposta': identity, 'chiave': key})}"
            acts.append(lambda p=path, h=hour: Browser(place.port).send(p, {"orario": h}))
        for status, _to in at_once(acts):
            statuses[status] += 1
            errors += status >= 500 or status == 0
    found = place.ask("judge")
    good = errors == 0 and found["overlaps"] == 0 and found["occupations"] == found["active"] == rounds * 2
    return {
        "what": "due spostamenti opposti",
        "winners": dict(statuses),
        "errors": errors,
        "overlaps": found["overlaps"],
        "good": good,
    }


def races(engine: str, people: int, rounds: int, workers: int) -> list[dict]:
    with office(engine, workers=workers) as place:
        one = (((0, "short"),), "un posto solo")
        found = [
            race(place, one[1], "one", one[0], people, rounds, 1),
            race(place, "sette posti", "seven", one[0], people, rounds, 7),
            race(place, "due tipi che si accavallano", "one", ((0, "short"), (15, "long")), people, rounds, 1),
            opposite_moves(place, rounds),
        ]
        if engine == "SQLite":  # one writer at a time: who looks and then writes is alone, with the rule or without
            return found
        place.ask("loosen")
        control = race(place, "senza la regola (controllo)", "one", one[0], people, rounds, None)
        control["good"] = control["overlaps"] > 0
        return [*found, control]


# --- Deaths -------------------------------------------------------------------------------------------------------


def deaths(engine: str, plan: tuple = PLAN) -> list[dict]:
    """Each point of the plan: the process is killed there, its person tries again, and everything is there once."""
    with office(engine, application="bench.deadly:application", workers=1) as place:
        return [_death(place, number, *point) for number, point in enumerate(plan)]


def _death(place: Office, number: int, step: str, when: str, what: str) -> dict:
    place.ask("clear")
    order = Path(place.environment["VAR_DIR"]) / "uccidi"
    mail = Path(place.environment["VAR_DIR"]) / "mail"
    for old in mail.glob("*"):
        old.unlink()
    nine = place.made["mornings"][number]
    browser, surname = Browser(place.port), f"Punto{number}"

    def arm():
        order.write_text(f"{when} {what}")

    def twice(send) -> tuple[int, tuple[int, str]]:
        """Ask, die, ask again as the person would."""
        arm()
        died = send()[0]
        return died, _again(place, send)

    whole, facts = True, [("confermato", "9:00")]
    if step == "hold":
        died, (status, to) = twice(lambda: browser.send(place.times("one"), {"orario": nine}))
        if status == 409:  # the place is kept by the request that died: it was whole, and another hour is free
            whole = when == "after" and what == "COMMIT"
            status, to = browser.send(place.times("one"), {"orario": nine + 30})
            facts = [("confermato", "9:30")]
        place.finish(browser, to, surname)
    elif step == "confirm":
        _status, to = browser.send(place.times("one"), {"orario": nine})
        for typed in (
            {"reason": "altro", "details": "Prova"},
            {"name": "Anna", "surname": surname, "email": f"{surname}@cittadini.example", "phone": ""},
        ):
            _status, to = browser.send(to, typed)
        died, _answer = twice(lambda: browser.send(to, {"terms": "on"}))
    elif step == "send":
        place.book("one", nine, surname)
        arm()
        done = subprocess.run(
            [sys.executable, "-m", "bench.deadly", "deliver_outbox"],
            cwd=ROOT,
            env=place.environment,
            check=False,
            capture_output=True,
        )
        died = 0 if done.returncode == -9 else done.returncode or 1
    else:
        link = place.book("one", nine, surname).split("?")[0]
        identity, key = link.strip("/").split("/")[1:3]
        if step == "move":
            path = f"/prenota/orari/?{urlencode({'sposta': identity, 'chiave': key})}"
            died, _answer = twice(lambda: browser.send(path, {"orario": nine + 60}))
            facts.append(("spostato", "10:00"))
        else:
            died, _answer = twice(lambda: browser.send(link, {"azione": "annulla"}))
            facts.append(("annullato", "9:00"))
    place.ask("deliver")
    found = place.ask("judge")
    copies, active = _told(mail), int(step != "cancel")
    # Each fact stands once in the history, in the measures and in the outbox, where a reminder waits for what goes on.
    # The measures also count the hours that were held.
    wanted = {"overlaps": 0, "unsent": 0, "active": active, "messages": len(facts) + active}
    wanted |= {"events": len(facts), "measured": len(facts), "occupations": active + found["held"]}
    good = died == 0 and whole and all(found[name] == value for name, value in wanted.items())
    good = good and sorted(copies) == sorted(facts) and max(copies.values()) <= 2
    return {
        "what": f"{step}: {when} {what.strip()}",
        "died": died == 0,
        "copies": {f"{fact} {hour}": number for (fact, hour), number in copies.items()},
        **{name: found[name] for name in wanted},
        "good": good,
    }


def _told(folder: Path) -> Counter:
    """How many times each fact reached its person, by the word and the hour of the subject: («spostato», «10:00»)."""
    subjects = [str(mail["Subject"]).strip() for mail in messages_in(folder)]
    found = [re.fullmatch(r"Appuntamento (\w+): .*, ore (\S+)", subject) for subject in subjects]
    return Counter(match.groups() if match else ("?", "?") for match in found)


def _again(place: Office, send) -> tuple[int, str]:
    """The same request once a worker answers again."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        answer = send()
        if answer[0]:
            return answer
        time.sleep(0.2)
    raise RuntimeError("nessuno risponde più")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=("SQLite", "PostgreSQL"), action="append", help="uno solo dei due")
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--only", choices=("races", "deaths"))
    options = parser.parse_args()
    wrong = 0
    for engine in options.engine or ("PostgreSQL", "SQLite"):
        workers = 16 if engine == "SQLite" else 2
        rows = races(engine, options.people, options.rounds, workers) if options.only != "deaths" else []
        rows += deaths(engine) if options.only != "races" else []
        print(f"\n== {engine}: {options.people} insieme, {options.rounds} giri, {workers} processi")
        for row in rows:
            print(f"  {'bene  ' if row['good'] else 'ERRORE'}  {row.pop('what')}: {row}")
            wrong += not row["good"]
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
