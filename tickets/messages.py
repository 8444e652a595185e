"""What is written to who asks, reports or follows: in their language, in the transaction of the fact, one for each fact.

Nothing that somebody typed goes to an address that somebody typed without being covered first: the form must not carry
other people's links to strangers.
"""

from django.utils import translation
from django.utils.translation import gettext as _

from cms import formats, outbox
from feedback.masking import without_links
from tickets import links
from tickets.models import Follower, Ticket, TicketMessage

SUMMARY = 600


def prefix(public_id) -> str:
    """How the keys of all the messages about one request begin."""
    return f"richiesta:{public_id}:"


def received(ticket: Ticket) -> None:
    """Tell that it has arrived, with its number, what was written and by when there is an answer."""
    with translation.override(ticket.language):
        subject = (_("Segnalazione inviata: %(code)s") if ticket.is_report else _("Richiesta inviata: %(code)s")) % {
            "code": ticket.code
        }
        facts = [
            _("Numero: %(code)s") % {"code": ticket.code},
            _("Categoria: %(category)s") % {"category": ticket.category.in_language("name", ticket.language)},
        ]
        if ticket.address:
            facts.append(_("Luogo: %(place)s") % {"place": without_links(ticket.address)})
        facts.append(_("Rispondiamo entro %(day)s.") % {"day": formats.the_day(ticket.due_on)})
        _send(
            ticket,
            "ricevuta",
            subject,
            [
                _("abbiamo ricevuto quello che ci hai scritto."),
                "\n".join(facts),
                without_links(ticket.details)[:SUMMARY],
                _("Per vedere a che punto è, o aggiungere qualcosa: %(url)s") % {"url": links.private_url(ticket)},
            ],
        )


def step(ticket: Ticket, key: str, what: str) -> None:
    """Tell a step of a report to its person and to who follows it. Of a request one hears only the answers."""
    if not ticket.is_report:
        return
    number = ticket.history.filter(what=what).count()
    _tell_all(ticket, f"{key}:{number}", lambda: _sentence(ticket, key))


def _sentence(ticket: Ticket, key: str) -> str:
    if key == "assegnata":
        return _("L'ufficio ha preso in carico la segnalazione.")
    return _("La segnalazione è passata a un altro ufficio: %(office)s, %(body)s.") % {
        "office": ticket.office or "",
        "body": ticket.holder.name,
    }


def _tell_all(ticket: Ticket, key: str, sentence) -> None:
    with translation.override(ticket.language):
        subject = _("La tua segnalazione %(code)s") % {"code": ticket.code}
        more = _("Per vederla o aggiungere qualcosa: %(url)s") % {"url": links.private_url(ticket)}
        _send(ticket, key, subject, [sentence(), more])
    _tell_followers(ticket, key, sentence)


def _tell_followers(ticket: Ticket, key: str, sentence) -> None:
    """Tell who follows a public report that something happened, in our words: never what was written to its person."""
    if not (ticket.is_report and ticket.is_public):
        return
    for follower in ticket.followers.exclude(confirmed_at=None).select_related(
        "ticket__tenant__site", "ticket__holder"
    ):
        with translation.override(follower.language):
            _send_to(
                follower,
                key,
                _("La segnalazione %(code)s che segui") % {"code": ticket.code},
                [
                    ticket.public_subject,
                    sentence(),
                    _("Per vederla: %(url)s") % {"url": ticket.tenant.root_url + links.public_path(ticket)},
                    _("Non vuoi più seguirla? %(url)s") % {"url": links.follower_url(follower)},
                ],
            )


def answered(ticket: Ticket, message: TicketMessage) -> None:
    """The office's answer, whole; where it ends there, also that. Who follows a report hears that it ended, not the words."""
    with translation.override(ticket.language):
        end = _how_it_ended(ticket) if not ticket.is_open else []
        _send(
            ticket,
            f"risposta:{message.pk}",
            _("Risposta a %(code)s") % {"code": ticket.code},
            [
                message.text,
                *end,
                _("Per rispondere usa questa pagina, non questo indirizzo email: %(url)s")
                % {"url": links.private_url(ticket)},
            ],
        )
    if not ticket.is_open:
        _tell_followers_of_end(ticket)


def closed(ticket: Ticket) -> None:
    """Tell that it is closed, how, and what to do where it is not solved."""
    number = ticket.history.filter(what="chiusa").count()
    with translation.override(ticket.language):
        subject = _("Chiusa: %(code)s") % {"code": ticket.code}
        _send(ticket, f"chiusa:{number}", subject, _how_it_ended(ticket))
    _tell_followers_of_end(ticket)


def _how_it_ended(ticket: Ticket) -> list[str]:
    ended = _("L'abbiamo chiusa. Esito: %(outcome)s.") % {"outcome": ticket.get_outcome_display()}
    asked = (
        _("È risolta davvero? Diccelo qui: %(url)s") if ticket.is_report else _("Non ti basta? Scrivilo qui: %(url)s")
    )
    return [ended, asked % {"url": links.private_url(ticket)}]


def _tell_followers_of_end(ticket: Ticket) -> None:
    number = ticket.history.filter(what="chiusa").count()
    _tell_followers(
        ticket,
        f"chiusa:{number}",
        lambda: _("È stata chiusa. Esito: %(outcome)s.") % {"outcome": ticket.get_outcome_display()},
    )


def reopening_decided(ticket: Ticket, accepted: bool, reason: str, now) -> None:
    """Tell who said that it was not solved what the office has decided."""
    with translation.override(ticket.language):
        decided = (
            _("L'abbiamo riaperta. Rispondiamo entro %(day)s.") % {"day": formats.the_day(ticket.due_on)}
            if accepted
            else _("Abbiamo letto quello che ci hai scritto: resta chiusa.")
        )
        more = _("Per vederla: %(url)s") % {"url": links.private_url(ticket)}
        subject = _("Che cosa abbiamo deciso: %(code)s") % {"code": ticket.code}
        _send(ticket, f"riapertura:{now:%Y%m%d%H%M%S}", subject, [decided, reason, more])
    if accepted:
        _tell_followers(ticket, f"riaperta:{now:%Y%m%d%H%M%S}", lambda: _("È stata riaperta."))


def asked_to_follow(follower: Follower) -> None:
    """Ask somebody whether it was really them who wanted to follow a report."""
    with translation.override(follower.language):
        _send_to(
            follower,
            f"segui:{follower.asked_at:%Y%m%d%H%M%S}",
            _("Vuoi seguire la segnalazione %(code)s?") % {"code": follower.ticket.code},
            [
                _("Qualcuno, forse tu, ha chiesto di ricevere a questo indirizzo le novità su: %(subject)s.")
                % {"subject": follower.ticket.public_subject},
                _("Se sei tu, conferma da qui: %(url)s") % {"url": links.follower_url(follower)},
                _("Se non sei tu, non devi fare niente: non ti scriviamo più."),
            ],
        )


def _send(ticket: Ticket, fact: str, subject: str, parts: list[str]) -> None:
    if not ticket.email:
        return
    hello = _("Buongiorno %(name)s,") % {"name": ticket.name}
    body = "\n\n".join(filter(None, [hello, *parts, ticket.holder.name])) + "\n"
    outbox.write(f"{prefix(ticket.public_id)}{fact}", ticket.tenant, ticket.email, subject, body)


def _send_to(follower: Follower, fact: str, subject: str, parts: list[str]) -> None:
    ticket = follower.ticket
    body = "\n\n".join(filter(None, [_("Buongiorno,"), *parts, ticket.holder.name])) + "\n"
    outbox.write(f"{prefix(ticket.public_id)}segue:{follower.pk}:{fact}", ticket.tenant, follower.email, subject, body)
