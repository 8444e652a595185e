"""Files whose term has passed: the public no longer finds them, the office still does (D.Lgs. 33/2013, art. 8, c. 3)."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.shortcuts import render
from wagtail.models import ReferenceIndex

from cms.frame import frame_for
from transparency.models import CIVIC_ACCESS, SectionFile, TransparencySectionPage
from transparency.outline import outline_of


def is_withdrawn(document, today: date) -> bool:
    """Whether a file stands only in rows of transparency whose term has passed: nothing else of the site uses it."""
    last_days = list(SectionFile.objects.filter(document=document).values_list("keep_until", flat=True))
    if not last_days or any(day is None or day >= today for day in last_days):
        return False
    sections = ContentType.objects.get_for_model(TransparencySectionPage)
    return not ReferenceIndex.get_references_to(document).exclude(content_type=sections).exists()


def gone(request):
    """The answer to who asks for it: it was here, the term is over, here is how to ask (art. 8, c. 3; art. 5)."""
    tenant = request.tenant
    context = {"frame": frame_for(request), "civic_url": outline_of(tenant).address_of(CIVIC_ACCESS)}
    return render(request, "transparency/withdrawn.html", context, status=410)
