"""Work of the worker: photos."""

from django_tasks import task

from tickets import photos
from tickets.models import Attachment


@task()
def reduce_photo(attachment_id: int) -> None:
    """Make the smaller photos of an attachment, once, however often it is asked."""
    attachment = Attachment.objects.filter(pk=attachment_id, state=Attachment.State.WAITING).first()
    if attachment is not None and attachment.file:
        photos.reduce(attachment)
