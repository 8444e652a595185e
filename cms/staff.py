"""Who works for which body, and with which rights: the one place that answers, for policies, guard and screens."""

from dataclasses import dataclass

from cms.roles import ROLES, Role

WORKING_BODY = "working_body"  # key of the session


@dataclass(frozen=True)
class Rights:
    """A user's rights in one body."""

    tenant_id: int
    role: Role
    permissions: frozenset[str]  # "app.codename"


def rights_of(user) -> list[Rights]:
    """What a user may do, body by body; read once for each request. A group that is nobody's gives nothing."""
    if not hasattr(user, "_staff_rights"):
        user._staff_rights = _read(user) if user.is_active and user.is_authenticated else []
    return user._staff_rights


def _read(user) -> list[Rights]:
    from cms.models import StaffGroup

    columns = (
        "tenant_id",
        "role_key",
        "group__permissions__content_type__app_label",
        "group__permissions__codename",
    )
    found: dict[tuple, set] = {}
    for tenant_id, role, app, codename in StaffGroup.objects.filter(group__user=user).values_list(*columns):
        found.setdefault((tenant_id, role), set()).add(f"{app}.{codename}")
    return [Rights(tenant_id, ROLES[role], frozenset(permissions)) for (tenant_id, role), permissions in found.items()]


def is_union_it(user) -> bool:
    """Whether a user runs the whole installation."""
    return user.is_active and (user.is_superuser or any(right.role.everything for right in rights_of(user)))


def bodies_where(user, *permissions: str) -> frozenset[int] | None:
    """Keys of the bodies where a user has one of these permissions; None means every body."""
    if is_union_it(user):
        return None
    granting = [right for right in rights_of(user) if right.permissions.intersection(permissions)]
    if any(right.role.everywhere for right in granting):
        return None
    return frozenset(right.tenant_id for right in granting)


def bodies_of(user) -> frozenset[int] | None:
    """Keys of the bodies that a user works for; None means every body."""
    if is_union_it(user) or any(right.role.everywhere for right in rights_of(user)):
        return None
    return frozenset(right.tenant_id for right in rights_of(user))


def bodies_with_area(user, area: str) -> frozenset[int] | None:
    """Keys of the bodies where a user's roles open a part of the admin; None means every body."""
    opening = [right for right in rights_of(user) if area in right.role.areas]
    if is_union_it(user) or any(right.role.everywhere for right in opening):
        return None
    return frozenset(right.tenant_id for right in opening)


def areas_of(user) -> frozenset[str]:
    """Parts of the admin that a user's roles open."""
    return frozenset(area for right in rights_of(user) for area in right.role.areas)


def administered_bodies(user) -> frozenset[int] | None:
    """Keys of the bodies whose staff a user manages; None means every body."""
    return bodies_with_area(user, "staff")


def bodies_among(allowed: frozenset[int] | None) -> list:
    """Bodies by key, None meaning all, the union first."""
    from cms.directory import directory

    found = [body for body in directory().tenants.values() if allowed is None or body.pk in allowed]
    return sorted(found, key=lambda body: (not body.is_union, body.name))


def working_body(request, allowed: frozenset[int] | None):
    """The body for which a new thing is made: the one chosen in the session where it is allowed, else the first, the
    union before the others.

    The server decides, never a form: forged fields change nothing.
    """
    candidates = bodies_among(allowed)
    chosen = request.session.get(WORKING_BODY)
    return next((body for body in candidates if body.pk == chosen), candidates[0] if candidates else None)
