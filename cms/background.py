"""Work that may wait: put aside while loading in bulk, done once at the end by the worker."""

from contextlib import contextmanager

from django.core.management import call_command
from django_tasks import task, task_backends
from django_tasks.backends.dummy import DummyBackend

from cms import pictures
from cms.models import SiteImage


@contextmanager
def quiet():
    """Within, nothing is queued: a bulk load would leave thousands of small tasks behind."""
    usual = task_backends["default"]
    task_backends["default"] = DummyBackend(alias="default", params={})
    try:
        yield
    finally:
        task_backends["default"] = usual


@task()
def rebuild_indexes() -> None:
    """Rebuild what `quiet` left out: the admin's search index and the index of references."""
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)


@task()
def cut_pictures(image_id: int) -> None:
    """Cut every size and format of a picture before a visitor asks for it."""
    image = SiteImage.objects.filter(pk=image_id).first()
    if image is not None:
        pictures.make_renditions(image)


def on_published(sender, instance, **kwargs) -> None:
    """A page that goes live with a picture gets its renditions from the worker."""
    if getattr(instance, "image_id", None):
        cut_pictures.enqueue(instance.image_id)


def on_image_saved(sender, instance, created, raw=False, **kwargs) -> None:
    """A picture already in use whose point of interest or file changed is cut again before a visitor asks for it."""
    if not created and not raw and instance.renditions.exists():
        cut_pictures.enqueue(instance.pk)
