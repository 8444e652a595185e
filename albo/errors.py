"""Why the register refuses. Each says it in Italian; by field where a form can show it beside one."""

from django.core.exceptions import ValidationError


class NotReady(ValidationError):
    """Something is missing for the publication."""


class NotDraft(ValidationError):
    """Only a draft can be changed, published or thrown away."""

    def __init__(self):
        super().__init__("Questa pubblicazione non è più una bozza: non si può cambiare. Se è sbagliata, annullala.")


class NotAnnullable(ValidationError):
    """It was never published, or it is annulled already."""


class ChangedMeanwhile(ValidationError):
    """Somebody else saved the draft after it was opened."""

    def __init__(self):
        super().__init__(
            "Nel frattempo un'altra persona ha salvato questa bozza. Riapri la pagina e riscrivi le tue modifiche."
        )


class OutOfOrder(ValidationError):
    """Numbers follow the days: nothing is published before what already has a number."""


class NoCertificateYet(ValidationError):
    """The publication is still running: nothing to certify."""


class FileAltered(ValidationError):
    """A file of the private store is not the one that was published."""
