from django.core.management.base import BaseCommand, CommandError

from cms.models import Tenant
from opendata import checking, exports


class Command(BaseCommand):
    help = "Controlla che le esportazioni in RDF di ogni ente seguano i profili nazionali."

    def handle(self, *args, **options):
        try:
            import pyshacl  # noqa: F401  a tool of developers, not of the product
        except ImportError as error:
            raise CommandError("Serve pyshacl: è fra gli strumenti di chi sviluppa (requirements-dev.txt).") from error
        found = 0
        for tenant in Tenant.objects.select_related("site__root_page").order_by("name"):
            for name in exports.NAMES:
                graph = exports.graph_of(tenant, name)
                wrong = checking.problems(graph, name)
                found += len(wrong)
                self.stdout.write(f"{tenant.name}, {name}: {len(graph)} affermazioni, {len(wrong)} errori")
                for message, about in wrong:
                    self.stdout.write(f"  {message} {about}")
        if found:
            raise CommandError(f"{found} errori.")
