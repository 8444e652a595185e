"""Where a request or a report goes: what the rules need to know, read from the database."""

from dataclasses import dataclass

from cms.models import Tenant
from offices.models import OfficePage
from services.models import ServicePage
from territory import maps
from tickets.models import Category, RoutingRule
from tickets.rules import routing


@dataclass(frozen=True)
class Destination:
    """The body that answers, its office if one is known, and why there, in words for the history."""

    holder: Tenant
    office: OfficePage | None
    why: str


def destination(tenant: Tenant, category: Category, service: ServicePage | None, point) -> Destination:
    """The office of the most particular rule; of the service sheet; of relations with the public; or just the body.

    A report counts for the municipality where its point falls, whichever site it was sent from. `point` is latitude and
    longitude, or None.
    """
    area = (maps.tenant_at(*point) if point else None) or tenant
    facts = routing.Facts(category.pk, area.pk, service.pk if service else None, point)
    rule = routing.choose(_rules(), facts)
    if rule is not None:
        row = RoutingRule.objects.only("name").get(pk=rule.key)
        office, why = _office(rule.office), f"Regola «{row.name}»"
    elif service is not None and (office := _office(service.responsible_office_id)):
        why = "Ufficio della scheda del servizio"
    else:
        office, why = _office(area.public_relations_office_id), "Ufficio relazioni con il pubblico"
    if office is None:
        return Destination(area, None, "Nessuna regola: la vede chi riceve il resto")
    return Destination(office.tenant, office, why)


def _office(key: int | None) -> OfficePage | None:
    """An office that is published; of one that a site only shows, the union's own, which answers."""
    rows = OfficePage.objects.live().filter(pk=key or 0).select_related("tenant", "shared_source__tenant")
    page = rows.first()
    found = page.effective if page else None
    return found if found and found.live else None


def _rules() -> list[routing.Rule]:
    rows = RoutingRule.objects.filter(is_active=True, office__live=True)
    columns = ("pk", "office_id", "category_id", "service_id", "area_id", "latitude", "longitude", "radius")
    return [
        routing.Rule(
            key, office, category, service, area, (float(lat), float(lon), radius) if radius is not None else None
        )
        for key, office, category, service, area, lat, lon, radius in rows.values_list(*columns)
    ]
