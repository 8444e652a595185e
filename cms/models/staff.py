from django.contrib.auth.models import Group
from django.db import models

from cms.roles import ROLES, Role


class StaffGroup(models.Model):
    """Joins a group of users to the body it works for and to its role there (cms.roles)."""

    group = models.OneToOneField(Group, verbose_name="gruppo", on_delete=models.CASCADE, related_name="staff_group")
    tenant = models.ForeignKey("cms.Tenant", verbose_name="ente", on_delete=models.CASCADE, related_name="staff_groups")
    role_key = models.CharField("ruolo", max_length=20, choices=[(role.key, role.label) for role in ROLES.values()])

    class Meta:
        verbose_name = "gruppo di lavoro"
        verbose_name_plural = "gruppi di lavoro"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "role_key"], name="staff_group_one_for_each_role"),
        ]

    def __str__(self):
        return str(self.group)

    @property
    def role(self) -> Role:
        return ROLES[self.role_key]
