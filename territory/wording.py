"""When something happens and whether it is open, in the words of the reader's language."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.formats import day, the_day
from territory.opening import State
from territory.recurrence import WEEKDAYS, Rule, Span

FIRST_MONDAY = date(2024, 1, 1)
# Which of the month, for masculine and feminine names of days.
ORDINALS = {
    1: (gettext_lazy("Il primo %(day)s"), gettext_lazy("La prima %(day)s")),
    2: (gettext_lazy("Il secondo %(day)s"), gettext_lazy("La seconda %(day)s")),
    3: (gettext_lazy("Il terzo %(day)s"), gettext_lazy("La terza %(day)s")),
    4: (gettext_lazy("Il quarto %(day)s"), gettext_lazy("La quarta %(day)s")),
    -1: (gettext_lazy("L'ultimo %(day)s"), gettext_lazy("L'ultima %(day)s")),
}


def hour(value: time) -> str:
    """«9:00»."""
    return f"{value:%-H:%M}"


def weekday_name(code: str) -> str:
    return day(FIRST_MONDAY + timedelta(days=WEEKDAYS.index(code)), "l")


def listed(names: list[str]) -> str:
    """«lunedì, martedì e giovedì»."""
    return _(" e ").join(filter(None, [", ".join(names[:-1]), names[-1] if names else ""]))


def sentence(rule: Rule, first: date) -> str:
    """«Ogni giovedì fino al 12 marzo 2027»."""
    said = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}[rule.frequency](rule, first)
    if rule.until:
        return _("%(rule)s fino %(day)s") % {"rule": said, "day": the_day(rule.until, "al j F Y")}
    times = ngettext("%(count)s volta", "%(count)s volte", rule.count) % {"count": rule.count}
    return _("%(rule)s, per %(times)s") % {"rule": said, "times": times}


def _daily(rule: Rule, first: date) -> str:
    return _("Ogni giorno") if rule.interval == 1 else _("Ogni %(n)s giorni") % {"n": rule.interval}


def _weekly(rule: Rule, first: date) -> str:
    days = listed([weekday_name(code) for code in rule.weekdays or (WEEKDAYS[first.weekday()],)])
    if rule.interval == 1:
        return _("Ogni %(days)s") % {"days": days}
    return _("Ogni %(n)s settimane, di %(days)s") % {"n": rule.interval, "days": days}


def _monthly(rule: Rule, first: date) -> str:
    if rule.position:
        code = rule.weekdays[0]
        which = str(ORDINALS[rule.position][code == "SU"]) % {"day": weekday_name(code)}
    else:
        which = _("Il giorno %(number)s") % {"number": first.day}
    if rule.interval == 1:
        return _("%(which)s di ogni mese") % {"which": which}
    return _("%(which)s, ogni %(n)s mesi") % {"which": which, "n": rule.interval}


def _yearly(rule: Rule, first: date) -> str:
    on = the_day(first, "il j F")
    if rule.interval == 1:
        return _("Ogni anno, %(day)s") % {"day": on}
    return _("Ogni %(n)s anni, %(day)s") % {"n": rule.interval, "day": on}


def span_text(span: Span) -> str:
    """«giovedì 3 dicembre 2026, dalle 9:00 alle 12:00», «da sabato 5 a domenica 6 dicembre 2026»."""
    first = day(span.first_day, "l j F Y")
    if span.last_day == span.first_day or _ends_in_the_night(span):
        return ", ".join(filter(None, [first, hours_text(span)]))
    last = day(span.last_day, "l j F Y")
    if span.starts and span.ends:
        words = {"first": first, "from": hour(span.starts), "last": last, "to": hour(span.ends)}
        return _("da %(first)s, ore %(from)s, a %(last)s, ore %(to)s") % words
    said = _("da %(first)s a %(last)s") % {"first": first, "last": last}
    return f"{said}, {hours_text(span)}" if span.starts else said


def _ends_in_the_night(span: Span) -> bool:
    """A concert that ends after midnight is of the evening it began."""
    return span.last_day - span.first_day == timedelta(days=1) and span.ends is not None and span.ends < time(7)


def hours_text(span: Span) -> str:
    """«dalle 9:00 alle 12:00», «dalle 9:00», «tutto il giorno»."""
    if span.starts is None:
        return _("tutto il giorno")
    if span.ends is None:
        return _("dalle %(from)s") % {"from": hour(span.starts)}
    return _("dalle %(from)s alle %(to)s") % {"from": hour(span.starts), "to": hour(span.ends)}


def short_text(span: Span, today: date) -> str:
    """What a card says: «gio 3 dicembre 2026, dalle 9:00», or until when something that runs goes on."""
    if span.first_day < today:
        return _("fino %(day)s") % {"day": the_day(span.last_day, "al j F Y")}
    if span.last_day > span.first_day and not _ends_in_the_night(span):
        words = {"first": the_day(span.first_day, "dal j F"), "last": the_day(span.last_day, "al j F Y")}
        return _("%(first)s %(last)s") % words  # "from … to …" where days come without their article
    return ", ".join(filter(None, [day(span.first_day, "l j F Y"), hours_text(span)]))


def opening_text(state: State | None, now: datetime) -> str:
    """«Aperto ora, chiude alle 13:00», «Chiuso, apre lunedì alle 9:00», «Chiuso oggi: Natale…»."""
    if state is None:
        return ""
    if state.is_open:
        return _("Aperto ora, chiude alle %(hour)s") % {"hour": hour(timezone.localtime(state.change).time())}
    closed = _("Chiuso oggi per %(reason)s") % {"reason": state.reason} if state.reason else _("Chiuso")
    if state.change is None:
        return closed
    opens = timezone.localtime(state.change)
    words = {"closed": closed, "day": _when(opens.date(), timezone.localtime(now).date()), "hour": hour(opens.time())}
    return _("%(closed)s, apre %(day)s alle %(hour)s") % words


def _when(wanted: date, today: date) -> str:
    """«oggi», «domani», «lunedì», «lunedì 4 gennaio» when that is not this week's."""
    away = (wanted - today).days
    if away < 2:
        return _("oggi") if away == 0 else _("domani")
    return day(wanted, "l") if away < 7 else day(wanted, "l j F")


def patron_text() -> str:
    return _("il santo patrono")
