"""Whose is a page, a file, a request."""

from django.core.exceptions import ObjectDoesNotExist

from cms.tree import inside


def belongs_to_body(model) -> bool:
    """Whether rows of a model say whose they are."""
    return any(field.name == "tenant" for field in model._meta.get_fields())


def tenant_of_collection(collection_id: int | None) -> int | None:
    """Id of the body that owns a collection of files, or None for a collection outside every body's own."""
    from wagtail.models import Collection

    from cms.models import Tenant

    if collection_id is None:
        return None
    path = Collection.objects.filter(pk=collection_id).values_list("path", flat=True).first()
    if path is None:
        return None
    prefixes = [path[:end] for end in range(Collection.steplen, len(path) + 1, Collection.steplen)]
    return Tenant.objects.filter(collection__path__in=prefixes).values_list("pk", flat=True).first()


def adopt_subtree(page) -> None:
    """Give a moved subtree to the body it now belongs to."""
    from cms.models import BasePage

    if page.depth <= 2:
        return
    try:
        owner = BasePage.objects.values_list("tenant_id", flat=True).get(path=page.path[: page.steplen * 2])
    except ObjectDoesNotExist:
        return
    BasePage.objects.filter(inside(page.path)).exclude(tenant_id=owner).update(tenant_id=owner)
