"""The pattern library at /stile/: every component with its samples, in any theme. Only in development."""

from django.shortcuts import render

from cms.components.samples import SAMPLES
from cms.models.tenant import Theme


def gallery(request):
    theme = request.GET.get("tema", Theme.UNIONE)
    groups = [
        {"name": name, "template": f"components/{name}.html", "samples": samples} for name, samples in SAMPLES.items()
    ]
    context = {"groups": groups, "theme": theme if theme in Theme.values else Theme.UNIONE, "themes": Theme.choices}
    return render(request, "cms/gallery.html", context)
