"""What is written to who has an appointment: in their language, in the same transaction as the fact, one for each fact."""

from datetime import datetime, time, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from appointments import ics, keys
from appointments.models import Appointment, AppointmentEvent, WaitlistOffer
from appointments.rules.availability import Mode
from appointments.rules.minutes import ROME, moment_of
from cms import formats, outbox
from cms.addresses import address
from cms.models import OutboxMessage

REMINDER_HOUR = time(9)  # nobody is woken by a reminder


def prefix(public_id) -> str:
    """How the keys of all the messages about one appointment begin."""
    return f"appuntamento:{public_id}:"


def waiting_prefix(public_id) -> str:
    """The same, for what was written to somebody in the waiting list."""
    return f"attesa:{public_id}:"


def private_url(appointment: Appointment) -> str:
    """The address where its person sees, moves and gives up an appointment."""
    return appointment.tenant.root_url + private_path(appointment)


def private_path(appointment: Appointment) -> str:
    key = keys.link_key("manage", appointment.public_id, appointment.sequence)
    return address("appointment", appointment.public_id, key, language=appointment.language)


def arrival_url(appointment: Appointment) -> str:
    """The address where its person says that they have arrived: what the QR code holds. It opens nothing else."""
    return appointment.tenant.root_url + arrival_path(appointment)


def arrival_path(appointment: Appointment) -> str:
    key = keys.link_key("arrival", appointment.public_id, appointment.sequence)
    return address("arrival", appointment.public_id, key, language=appointment.language)


def offer_url(offer: WaitlistOffer) -> str:
    """The address where who waits takes or leaves a place."""
    entry = offer.entry
    key = keys.link_key("waiting", entry.public_id, offer.pk)
    return _address(entry.tenant, entry.language, "waiting_offer", offer.pk, key)


def waiting_url(entry) -> str:
    """The address where somebody leaves the waiting list."""
    key = keys.link_key("waiting", entry.public_id, 0)
    return _address(entry.tenant, entry.language, "waiting_entry", entry.public_id, key)


def _address(tenant, language: str, name: str, *args) -> str:
    return tenant.root_url + address(name, *args, language=language)


def when(moment: datetime) -> str:
    """«martedì 24 novembre 2026, ore 10:30»."""
    local = moment.astimezone(ROME)
    return _("%(day)s, ore %(hour)s") % {"day": formats.day(local.date(), "l j F Y"), "hour": f"{local:%-H:%M}"}


def confirmed(appointment: Appointment, now: datetime) -> None:
    """Tell that a place is taken (or asked for, where the office confirms), and prepare the reminders."""
    waits = appointment.state == Appointment.State.REQUESTED
    with translation.override(appointment.language):
        if waits:
            subject = _("Richiesta di appuntamento ricevuta: %(when)s") % {"when": when(appointment.starts_at)}
            opening = _("Abbiamo ricevuto la tua richiesta. L'ufficio la conferma: riceverai un altro messaggio.")
        else:
            subject = _("Appuntamento confermato: %(when)s") % {"when": when(appointment.starts_at)}
            opening = _("Il tuo appuntamento è confermato.")
        _send(
            appointment,
            "richiesto" if waits else "confermato",
            subject,
            [opening],
            now,
            method="" if waits else "REQUEST",
        )
        if not waits:
            _remind(appointment, now)


def moved(appointment: Appointment, was_at: datetime, now: datetime, *, reason: str = "") -> None:
    """Tell the new time; reminders of the old one are taken back."""
    _take_back_reminders(appointment)
    with translation.override(appointment.language):
        subject = _("Appuntamento spostato: %(when)s") % {"when": when(appointment.starts_at)}
        opening = _("Il tuo appuntamento di %(was)s è stato spostato.") % {"was": when(was_at)}
        _send(appointment, "spostato", subject, [opening, reason], now, method="REQUEST")
        _remind(appointment, now)


def by_phone_now(appointment: Appointment, now: datetime) -> None:
    """Tell that the office rings instead of meeting by video, at the same time."""
    _take_back_reminders(appointment)
    with translation.override(appointment.language):
        subject = _("Ti chiamiamo al telefono: %(when)s") % {"when": when(appointment.starts_at)}
        opening = _("Il tuo appuntamento resta alla stessa ora, ma al telefono invece che in videochiamata.")
        _send(appointment, "al-telefono", subject, [opening], now, method="REQUEST")
        _remind(appointment, now)


def cancelled(appointment: Appointment, now: datetime, *, by: str, reason: str = "") -> None:
    """Tell that the appointment will not be."""
    _take_back_reminders(appointment)
    with translation.override(appointment.language):
        subject = _("Appuntamento annullato: %(when)s") % {"when": when(appointment.starts_at)}
        own = by == AppointmentEvent.By.CITIZEN
        opening = (
            _("Hai annullato il tuo appuntamento di %(when)s. Il posto torna libero per un'altra persona: grazie.")
            if own
            else _("L'ufficio ha dovuto annullare il tuo appuntamento di %(when)s. Ci dispiace.")
        ) % {"when": when(appointment.starts_at)}
        again = "" if own else _("Puoi prenotarne un altro da qui: %(url)s") % {"url": _booking_url(appointment)}
        _send(appointment, "annullato", subject, [opening, reason, again], now, method="CANCEL", facts=False)


def _booking_url(appointment: Appointment) -> str:
    return _address(appointment.tenant, appointment.language, "booking_start")


def _send(appointment, fact: str, subject: str, opening: list[str], now, *, method: str, facts: bool = True) -> None:
    if not appointment.email:
        return
    parts = [_("Buongiorno %(name)s,") % {"name": appointment.name}, *opening]
    url = private_url(appointment)
    if facts:
        parts += ["\n".join(_facts(appointment)), *_to_bring(appointment)]
        parts.append(_("Per vedere, spostare o annullare l'appuntamento: %(url)s") % {"url": url})
        parts.append(_("Se non puoi venire, annullalo: il posto serve a un'altra persona."))
    parts.append(appointment.tenant.name)
    calendar = ics.calendar_of([appointment], now, method=method, urls={appointment.pk: url}) if method else ""
    outbox.write(
        f"{prefix(appointment.public_id)}{appointment.sequence}:{fact}",
        appointment.tenant,
        appointment.email,
        subject,
        "\n\n".join(filter(None, parts)) + "\n",
        calendar=calendar,
    )


def _facts(appointment: Appointment) -> list[str]:
    """The lines that a person needs on the day."""
    lines = [
        _("Quando: %(when)s") % {"when": when(appointment.starts_at)},
        _("Ufficio: %(office)s") % {"office": appointment.office or appointment.agenda},
        _("Per: %(type)s") % {"type": appointment.type.in_language("name", appointment.language)},
    ]
    place = appointment.agenda.place
    if appointment.mode == Mode.DESK and place is not None:
        lines.append(
            _("Dove: %(place)s")
            % {"place": ", ".join(filter(None, [place.title, place.street_address, place.locality]))}
        )
    elif appointment.mode == Mode.PHONE:
        lines.append(_("Ti chiamiamo noi al numero %(phone)s.") % {"phone": appointment.phone})
    elif appointment.mode == Mode.HOME and appointment.home_address:
        lines.append(_("Veniamo noi da te: %(address)s") % {"address": appointment.home_address})
    elif appointment.mode == Mode.VIDEO:
        lines.append(_("In videochiamata: la stanza si apre dieci minuti prima, dalla pagina dell'appuntamento."))
        lines.append(
            _("Prova prima telecamera e microfono: %(url)s")
            % {"url": _address(appointment.tenant, appointment.language, "video_check")}
        )
    lines.append(_("Codice: %(code)s") % {"code": appointment.code})
    if appointment.agenda.instructions:
        lines.append(appointment.agenda.instructions)
    return lines


def _to_bring(appointment: Appointment) -> list[str]:
    rows = appointment.type.to_bring(appointment.language)
    return ["\n".join([_("Che cosa portare:"), *(f"- {row}" for row in rows)])] if rows else []


def _remind(appointment: Appointment, now: datetime) -> None:
    """Reminders leave in the morning of their day; those whose morning has passed are not written."""
    if not appointment.email:
        return
    day = appointment.starts_at.astimezone(ROME).date()
    for before in appointment.type.reminders:
        leaves = datetime.combine(day - timedelta(days=before), REMINDER_HOUR, tzinfo=ROME)
        if leaves <= now:
            continue
        url = private_url(appointment)
        parts = [
            _("Buongiorno %(name)s,") % {"name": appointment.name},
            _("ti ricordiamo il tuo appuntamento."),
            "\n".join(_facts(appointment)),
            *_to_bring(appointment),
            _("Non puoi venire? Annullalo o spostalo da qui: %(url)s") % {"url": url},
            appointment.tenant.name,
        ]
        outbox.write(
            f"{prefix(appointment.public_id)}{appointment.sequence}:promemoria:{before}",
            appointment.tenant,
            appointment.email,
            _("Promemoria: appuntamento di %(when)s") % {"when": when(appointment.starts_at)},
            "\n\n".join(parts) + "\n",
            not_before=leaves,
        )


def _take_back_reminders(appointment: Appointment) -> None:
    mine = OutboxMessage.objects.filter(event_key__startswith=prefix(appointment.public_id), sent_at=None)
    mine.filter(event_key__contains=":promemoria:").delete()


def place_offered(offer: WaitlistOffer, now: datetime) -> None:
    """Tell somebody in the waiting list that a place is theirs for a while."""
    entry = offer.entry
    if not entry.email:
        return
    with translation.override(entry.language):
        moment = moment_of(offer.start)
        parts = [
            _("Buongiorno %(name)s,") % {"name": entry.name},
            _("si è liberato un posto: %(when)s, %(agenda)s.") % {"when": when(moment), "agenda": entry.agenda},
            _("È tuo fino a %(end)s. Per prenderlo o lasciarlo: %(url)s")
            % {"end": when(offer.expires_at), "url": offer_url(offer)},
            _("Se non rispondi, lo proponiamo alla persona dopo di te e resti in lista."),
            entry.tenant.name,
        ]
        outbox.write(
            f"{waiting_prefix(entry.public_id)}{offer.pk}",
            entry.tenant,
            entry.email,
            _("Si è liberato un posto: %(when)s") % {"when": when(moment)},
            "\n\n".join(parts) + "\n",
        )


def days_awaited(entry) -> str:
    """What somebody in the waiting list may expect, and between which days."""
    period = {"first": formats.the_day(entry.first_on, "dal j F"), "last": formats.the_day(entry.last_on, "al j F")}
    return _("Se si libera un posto %(first)s %(last)s ti scriviamo.") % period


def joined_waiting(entry, now: datetime) -> None:
    """Tell somebody that they are in the waiting list, and how to leave it."""
    if not entry.email:
        return
    with translation.override(entry.language):
        parts = [
            _("Buongiorno %(name)s,") % {"name": entry.name},
            _("sei in lista d'attesa per %(type)s, %(agenda)s.") % {"type": entry.type, "agenda": entry.agenda},
            days_awaited(entry),
            _("Non ti serve più? Esci dalla lista: %(url)s") % {"url": waiting_url(entry)},
            entry.tenant.name,
        ]
        outbox.write(
            f"{waiting_prefix(entry.public_id)}iscritto",
            entry.tenant,
            entry.email,
            _("Sei in lista d'attesa"),
            "\n\n".join(parts) + "\n",
        )
