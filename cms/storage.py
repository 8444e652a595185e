"""Where files are: static ones, with the hash of their content in the name so that browsers keep them for a year; and
those that no web server may give out."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    manifest_strict = False

    def hashed_name(self, name, content=None, filename=None):
        """Where files were never collected (tests, a first look) a plain address is better than an error page."""
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name


class PrivateStorage(FileSystemStorage):
    """Files without an address, outside `media`: only a view of ours gives them out, after asking who may have them."""

    @property
    def base_location(self):
        return settings.PRIVATE_ROOT

    @property
    def location(self):
        return str(Path(settings.PRIVATE_ROOT).absolute())

    @property
    def file_permissions_mode(self):
        return 0o600

    def url(self, name):
        raise ValueError("I file privati non hanno un indirizzo.")


def private_storage() -> PrivateStorage:
    """For the `storage` of a field: a function, so that migrations name it and not a folder."""
    return PrivateStorage()
