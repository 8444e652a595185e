"""What of sign-ins and rights goes in the register: every entry, refusal and change."""

from allauth.mfa import signals as mfa
from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_save, pre_save

from cms.audit import record

WATCHED = ("is_active", "is_superuser", "password")


def connect() -> None:
    users = get_user_model()
    user_logged_in.connect(_entered)
    user_logged_out.connect(_left)
    user_login_failed.connect(_refused)
    user_locked_out.connect(_locked)
    mfa.authenticator_added.connect(_factor("secondo-fattore-aggiunto"))
    mfa.authenticator_removed.connect(_factor("secondo-fattore-tolto"))
    mfa.authenticator_reset.connect(_factor("codici-di-recupero-rifatti"))
    mfa.authentication_failed.connect(_factor("secondo-fattore-sbagliato"))
    pre_save.connect(_before, sender=users)
    post_save.connect(_after, sender=users)
    m2m_changed.connect(_roles, sender=users.groups.through)
    m2m_changed.connect(_user_permissions, sender=users.user_permissions.through)
    m2m_changed.connect(_group_permissions, sender=Group.permissions.through)


def _write(action: str, user, **more) -> None:
    """About a person: in the register of the body they work for, or of the installation when there are several."""
    bodies = set(user.groups.values_list("staff_group__tenant", flat=True)) - {None} if user is not None else set()
    record(action, about=user, tenant_id=bodies.pop() if len(bodies) == 1 else None, **more)


def _entered(sender, request, user, **kwargs):
    _write("accesso", user, actor=user, request=request)


def _left(sender, request, user, **kwargs):
    if user is not None:
        _write("uscita", user, actor=user, request=request)


def _refused(sender, credentials, request=None, **kwargs):
    user = get_user_model().objects.filter(username=credentials.get("username", "")).first()
    # A name that nobody has may be a password typed in the wrong field: it is not written down.
    _write("accesso-rifiutato", user, label="" if user else "nome sconosciuto", request=request)


def _locked(sender, request, username, **kwargs):
    user = get_user_model().objects.filter(username=username).first()
    _write("accesso-bloccato", user, label="" if user else "nome sconosciuto", request=request)


def _factor(action: str):
    def write(sender, request, user, **kwargs):
        _write(action, user, actor=user, request=request)

    write.__name__ = action
    _kept.append(write)  # signals hold their receivers weakly
    return write


_kept: list = []


def _before(sender, instance, **kwargs):
    instance._was = sender.objects.filter(pk=instance.pk).values(*WATCHED).first() if instance.pk else None


def _after(sender, instance, created, **kwargs):
    if created:
        record("utente-creato", about=instance)
        return
    was = getattr(instance, "_was", None) or {}
    for name in WATCHED:
        if name in was and was[name] != getattr(instance, name):
            _write(f"utente-{name.replace('_', '-')}", instance)


SAID = {"post_add": "aggiunto", "post_remove": "tolto", "post_clear": "svuotato"}


def _roles(sender, instance, action, reverse, pk_set, model, **kwargs):
    if action not in SAID:
        return
    groups = [instance] if reverse else Group.objects.filter(pk__in=pk_set or ())
    users = list(model.objects.filter(pk__in=pk_set or ())) if reverse else [instance]
    for user in users:
        if action == "post_clear":
            record("ruoli-svuotati", about=user)
        for group in groups:
            owner = getattr(group, "staff_group", None)
            record(f"ruolo-{SAID[action]}", about=user, label=f"{user}: {group}", tenant_id=owner and owner.tenant_id)


def _user_permissions(sender, instance, action, **kwargs):
    if action in SAID:
        record(f"permesso-personale-{SAID[action]}", about=instance)


def _group_permissions(sender, instance, action, reverse, **kwargs):
    if action in SAID and not reverse:
        owner = getattr(instance, "staff_group", None)
        record(f"permessi-del-gruppo-{SAID[action]}", about=instance, tenant_id=owner and owner.tenant_id)


# Codes of the register in the words of who reads it.
WORDS = {
    "accesso": "È entrato",
    "uscita": "È uscito",
    "accesso-rifiutato": "Password sbagliata",
    "accesso-bloccato": "Accesso bloccato per troppi tentativi",
    "secondo-fattore-aggiunto": "Ha aggiunto un secondo fattore",
    "secondo-fattore-tolto": "Ha tolto un secondo fattore",
    "codici-di-recupero-rifatti": "Ha rifatto i codici di recupero",
    "secondo-fattore-sbagliato": "Codice del secondo fattore sbagliato",
    "secondo-fattore-azzerato": "Secondo fattore azzerato da un'altra persona",
    "utente-creato": "Account creato",
    "utente-is-active": "Account aperto o chiuso",
    "utente-is-superuser": "Diritti di superutente cambiati",
    "utente-password": "Password cambiata",
    "reindirizzamenti": "Indirizzi vecchi collegati ai nuovi",
    "reindirizzamento-tolto": "Indirizzo vecchio tolto",
    "accesso-dato": "Accesso dato",
    "accesso-cambiato": "Dati o ruoli cambiati",
    "password-nuova-inviata": "Messaggio per una nuova password inviato",
    "ruolo-aggiunto": "Ruolo dato",
    "ruolo-tolto": "Ruolo tolto",
    "ruoli-svuotati": "Tutti i ruoli tolti",
    "permessi-del-gruppo-aggiunto": "Diritti di un gruppo aggiunti",
    "permessi-del-gruppo-tolto": "Diritti di un gruppo tolti",
    "permessi-del-gruppo-svuotato": "Diritti di un gruppo svuotati",
    "permesso-personale-aggiunto": "Diritto personale dato",
    "permesso-personale-tolto": "Diritto personale tolto",
    "permesso-personale-svuotato": "Diritti personali svuotati",
    "catalogue.adopt": "Scheda condivisa adottata",
    "catalogue.decide": "Deciso su una novità dell'Unione",
    "catalogue.mode": "Cambiato come una scheda segue l'Unione",
    "catalogue.leave": "Scheda staccata da quella condivisa",
    "catalogue.share": "Scheda proposta come condivisa",
    "catalogue.withdraw": "Scheda condivisa ritirata",
    "catalogue.withdraw_edition": "Novità dell'Unione ritirata",
}
