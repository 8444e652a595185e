from django.core.management.base import BaseCommand, CommandError

from cms import vocabularies
from cms.background import quiet, rebuild_indexes
from cms.models import Tenant
from cms.models.tenant import HOSTNAME, Theme
from home.municipalities import Order, create


class Command(BaseCommand):
    help = "Crea il sito di un nuovo Comune (o dell'Unione): albero, file, gruppi, host. Ripeterlo non cambia nulla."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="Sigla, per esempio «roncofreddo»")
        parser.add_argument("--name", required=True, help="Nome completo, per esempio «Comune di Roncofreddo»")
        parser.add_argument("--short-name", required=True, help="Nome breve, per esempio «Roncofreddo»")
        parser.add_argument("--hostname", required=True, help="Host, per esempio «comune.roncofreddo.fc.it»")
        parser.add_argument("--theme", choices=Theme.values, default=Theme.UNIONE)
        parser.add_argument("--kind", choices=Tenant.Kind.values, default=Tenant.Kind.MUNICIPALITY)
        parser.add_argument("--port", type=int, default=80)

    def handle(self, *args, slug, name, short_name, hostname, theme, kind, port, **options):
        try:
            HOSTNAME(hostname)
        except Exception as error:
            raise CommandError(f"Host non valido: {hostname}") from error
        owner = Tenant.objects.filter(hosts__hostname=hostname).exclude(slug=slug).first()
        if owner is not None:
            raise CommandError(f"Su {hostname} risponde già {owner}.")
        vocabularies.load()
        with quiet():
            tenant, made = create(Order(slug, name, short_name, hostname, kind, theme, port))
        if made:
            rebuild_indexes.enqueue()
        self.stdout.write(
            f"{tenant.name}: {'creato o completato' if made else 'c era già, niente da fare'}.".replace(
                "c era", "c'era"
            )
        )
