"""Wagtail's permission policies for rows that belong to a body: which rows a user may touch, not only which models."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.permission_policies.base import BaseDjangoAuthPermissionPolicy

from cms.staff import bodies_where


class TenantPermissionPolicy(BaseDjangoAuthPermissionPolicy):
    """A permission of a role counts only for the rows of the body where the user has that role.

    Wagtail's `SitePermissionPolicy` lets a permission of the group reach every site: here no permission does, except
    those of roles that work for the whole union.
    """

    def bodies(self, user, actions) -> frozenset[int] | None:
        """Keys of the bodies where a user may do any of these; None means every body."""
        return bodies_where(user, *(self._get_permission_name(action) for action in actions))

    def user_has_permission(self, user, action):
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user, actions):
        bodies = self.bodies(user, actions)
        return bodies is None or bool(bodies)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        bodies = self.bodies(user, actions)
        if instance.tenant_id is None:  # being made: the server will say whose it is
            return bodies is None or bool(bodies)
        return bodies is None or instance.tenant_id in bodies

    def instances_user_has_any_permission_for(self, user, actions):
        bodies = self.bodies(user, actions)
        rows = self.model._default_manager.all()
        return rows if bodies is None else rows.filter(tenant__in=bodies)

    def users_with_any_permission(self, actions):
        return self._users(actions)

    def users_with_any_permission_for_instance(self, actions, instance):
        return self._users(actions, tenant=instance.tenant_id)

    def _users(self, actions, **of):
        granted = Q(groups__permissions__in=self._get_permission_objects_for_actions(actions))
        granted &= Q(**{f"groups__staff_group__{name}": value for name, value in of.items()})
        return get_user_model().objects.filter(Q(is_superuser=True) | granted, is_active=True).distinct()


class ReadOnlyTenantPolicy(TenantPermissionPolicy):
    """Rows that the staff reads and nobody changes: what citizens wrote."""

    def bodies(self, user, actions):
        return super().bodies(user, actions) if "view" in actions else frozenset()
