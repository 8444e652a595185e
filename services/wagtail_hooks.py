from wagtail import hooks

from services.viewsets import ServiceListViewSet, ServiceViewSet


@hooks.register("register_admin_viewset")
def service_lists():
    return [ServiceViewSet("scheda-servizio"), ServiceListViewSet("elenco-servizi")]
