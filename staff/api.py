"""The staff of a body: who works there, with which roles. The one door through which people and roles change."""

from dataclasses import dataclass

from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from cms.audit import record
from cms.models import OutboxMessage, StaffGroup, Tenant, User
from cms.staff import administered_bodies, is_union_it
from staff import second_factor


@dataclass(frozen=True)
class Person:
    """What a form says of a person of the staff."""

    username: str
    first_name: str
    last_name: str
    email: str
    role_keys: tuple[str, ...]
    is_active: bool = True


def people_of(tenant) -> list[User]:
    """Who has a role in a body, by surname."""
    people = User.objects.filter(groups__staff_group__tenant=tenant).distinct()
    return list(people.prefetch_related("groups__staff_group", "authenticator_set").order_by("last_name", "first_name"))


def roles_given(actor, tenant) -> list[StaffGroup]:
    """Roles that somebody may give in a body: those of the body; those of the whole union only union IT."""
    groups = StaffGroup.objects.filter(tenant=tenant).select_related("group")
    return [group for group in groups if is_union_it(actor) or not group.role.of_union]


def person_of(tenant, person_id: int) -> User | None:
    """A person with a role in this body, or None: also for one who exists elsewhere."""
    return User.objects.filter(pk=person_id, groups__staff_group__tenant=tenant).distinct().first()


def all_managed(user, keys: set[int]) -> bool:
    """Whether people all have a role in the bodies whose staff a user manages."""
    bodies = administered_bodies(user) or ()
    found = User.objects.filter(pk__in=keys, groups__staff_group__tenant__in=bodies)
    return found.distinct().count() == len(keys)


def may_change(actor, person: User, tenant) -> bool:
    """Whether somebody may change an account itself, not only its roles here: union IT may, so that whoever of them
    loses a factor has a second person too; who manages a body's staff, where nobody else relies on the account."""
    return not person.is_superuser if is_union_it(actor) else _works_only_here(person, tenant)


def _works_only_here(person: User, tenant) -> bool:
    groups = StaffGroup.objects.filter(group__user=person)
    elsewhere = groups.exclude(tenant=tenant).exists() or any(group.role.of_union for group in groups)
    return not person.is_superuser and not elsewhere


def _must_manage(actor, tenant) -> None:
    bodies = administered_bodies(actor)
    if bodies is not None and tenant.pk not in bodies:
        raise PermissionDenied


@transaction.atomic
def add(actor, tenant: Tenant, person: Person, *, now, base_url: str) -> User:
    """Give an account, without a password: a message brings the link to choose one."""
    _must_manage(actor, tenant)
    made = User(username=person.username, first_name=person.first_name, last_name=person.last_name, email=person.email)
    made.set_unusable_password()
    made.save()
    _set_roles(actor, made, tenant, person.role_keys)
    record("accesso-dato", actor=actor, tenant_id=tenant.pk, about=made)
    _send_link(made, tenant, now=now, base_url=base_url, reason="invito")
    return made


@transaction.atomic
def change(actor, tenant: Tenant, user: User, person: Person) -> User:
    """Change roles in this body; name, address and state only where nobody else relies on the account."""
    _must_manage(actor, tenant)
    user = User.objects.select_for_update().get(pk=user.pk)
    if may_change(actor, user, tenant):
        user.first_name, user.last_name = person.first_name, person.last_name
        user.email = person.email
        user.is_active = person.is_active or user.pk == actor.pk  # nobody closes their own door behind them
        user.save()
    keys = set(person.role_keys)
    if user.pk == actor.pk:  # nobody takes from themselves what opens this screen
        keys |= _held(user, tenant).intersection(("administrator", "it"))
    _set_roles(actor, user, tenant, keys)
    record("accesso-cambiato", actor=actor, tenant_id=tenant.pk, about=user)
    return user


def _held(user, tenant) -> set[str]:
    return set(StaffGroup.objects.filter(tenant=tenant, group__user=user).values_list("role_key", flat=True))


def _set_roles(actor, user: User, tenant, role_keys) -> None:
    offered = roles_given(actor, tenant)
    user.groups.remove(*[one.group for one in offered if one.role_key not in role_keys])
    user.groups.add(*[one.group for one in offered if one.role_key in role_keys])


@transaction.atomic
def reset_second_factor(actor, tenant: Tenant, user: User) -> None:
    """Recovery by a second person: whoever lost their factor asks a colleague, who may not be themselves."""
    _must_manage(actor, tenant)
    if user.pk == actor.pk or not may_change(actor, user, tenant):
        raise PermissionDenied
    second_factor.reset(user)
    record("secondo-fattore-azzerato", actor=actor, tenant_id=tenant.pk, about=user)


@transaction.atomic
def send_password_link(actor, tenant: Tenant, user: User, *, now, base_url: str) -> None:
    _must_manage(actor, tenant)
    if not may_change(actor, user, tenant):
        raise PermissionDenied
    record("password-nuova-inviata", actor=actor, tenant_id=tenant.pk, about=user)
    _send_link(user, tenant, now=now, base_url=base_url, reason="password")


SUBJECTS = {"invito": "Il tuo accesso alla redazione di {}", "password": "Scegli una nuova password per {}"}


def _send_link(user: User, tenant, *, now, base_url: str, reason: str) -> None:
    """The link works once, for the time that Django's password tokens last."""
    token = default_token_generator.make_token(user)
    path = reverse("wagtailadmin_password_reset_confirm", args=[urlsafe_base64_encode(force_bytes(user.pk)), token])
    OutboxMessage.objects.create(
        event_key=f"{reason}:{user.pk}:{now.timestamp()}",
        tenant=tenant,
        recipient=user.email,
        subject=SUBJECTS[reason].format(tenant.name),
        body=(
            f"Ciao {user.first_name or user.username},\n\n"
            f"per scegliere la tua password apri questo indirizzo:\n{base_url}{path}\n\n"
            f"Il tuo nome utente è {user.username}.\n"
            "Al primo accesso ti aiutiamo a impostare il secondo fattore: tieni a portata di mano il telefono.\n"
            "Se non aspettavi questo messaggio, non fare nulla e avvisa chi gestisce il personale del tuo ente.\n\n"
            f"{tenant.name}\n"
        ),
        created_at=now,
    )
