"""Illustrations of a body as images of the library: rows at once, files drawn meanwhile by other processes."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.images.models import Filter

from cms import pictures
from cms.models import SiteImage, SiteRendition
from demo import drawing

CREDIT = "Illustrazione disegnata per il sito"


class Gallery:
    """Collects the pictures that a load asks for, and waits for them at the end."""

    def __init__(self):
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(max_workers=os.cpu_count() or 1, mp_context=context)
        self._jobs = []
        self._known: dict[tuple[int, str], SiteImage] = {}

    def image(self, tenant, motif: str) -> SiteImage:
        """The image of a motif for a body: drawn once, used where it fits."""
        key = (tenant.pk, motif)
        if key not in self._known:
            self._known[key] = self._existing(tenant, motif) or self._new(tenant, motif)
        return self._known[key]

    @staticmethod
    def _existing(tenant, motif: str):
        image = SiteImage.objects.filter(tenant=tenant, title=_title(tenant, motif)).first()
        return image if image and default_storage.exists(image.file.name) else None

    def _new(self, tenant, motif: str) -> SiteImage:
        from demo import illustrations

        name = f"{tenant.slug}-{motif}"
        width, height = drawing.ORIGINAL
        image = SiteImage(
            title=_title(tenant, motif),
            description=illustrations.alt_text(tenant.slug, motif),
            credit=CREDIT,
            tenant=tenant,
            collection=tenant.collection,
            width=width,
            height=height,
            file=f"original_images/{name}.jpg",
        )
        image.save()
        cuts, rows = [], []
        for spec in pictures.specs("wide"):
            size, kind = spec.removeprefix("fill-").split("|format-")
            box = tuple(int(side) for side in size.split("x"))
            path = f"images/{name}.{size}.{kind}"
            cuts.append((str(Path(default_storage.location) / path), kind, box))
            rows.append(
                SiteRendition(
                    image=image,
                    filter_spec=spec,
                    file=path,
                    width=box[0],
                    height=box[1],
                    focal_point_key=Filter(spec).get_cache_key(image),
                )
            )
        SiteRendition.objects.bulk_create(rows)
        original = str(Path(default_storage.location) / image.file.name)
        self._jobs.append(self._pool.submit(drawing.make, tenant.slug, motif, original, cuts))
        return image

    def emblem(self, tenant) -> SiteImage:
        title = f"Emblema dimostrativo: {tenant.name}"
        found = SiteImage.objects.filter(tenant=tenant, title=title).first()
        if found:
            return found
        image = SiteImage(title=title, description="", credit=CREDIT, tenant=tenant, collection=tenant.collection)
        image.file = ContentFile(drawing.emblem(tenant.slug), name=f"{tenant.slug}-emblema.png")
        image.save()
        image.get_rendition("max-164x164|format-png")
        return image

    def finish(self) -> int:
        """Wait for every picture; returns how many were drawn. An error in a drawing stops the load."""
        for job in self._jobs:
            job.result()
        self._pool.shutdown()
        return len(self._jobs)


def _title(tenant, motif: str) -> str:
    return f"{tenant.short_name}: {motif}"
