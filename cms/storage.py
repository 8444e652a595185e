"""Static files with the hash of their content in the name, so that browsers keep them for a year."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    # Where the manifest is missing (tests, a first look) a plain address is better than an error page.
    manifest_strict = False
