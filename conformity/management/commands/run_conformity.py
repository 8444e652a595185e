from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.models import Tenant
from conformity import api


class Command(BaseCommand):
    help = "Controlla la conformità dei siti al modello nazionale. Con --due mette in coda solo quelli da controllare."

    def add_arguments(self, parser):
        parser.add_argument("enti", nargs="*", help="sigle degli enti; nessuna: tutti")
        parser.add_argument("--due", action="store_true", help="chiedi al lavoratore chi non è controllato da 7 giorni")

    def handle(self, *args, enti=(), due=False, **options):
        now = timezone.now()
        if due:
            runs = api.start_due(now)
            if options["verbosity"]:
                self.stdout.write(f"Controlli in coda: {len(runs)}.")
            return
        for tenant in self._bodies(enti):
            try:
                run = api.start(tenant, now)
            except api.AlreadyRunning as error:
                raise CommandError(f"{tenant}: un controllo è già in corso.") from error
            api.carry_out(run.pk)
            run.refresh_from_db()
            self.stdout.write(f"{tenant}: {run.figures} in {run.seconds} s.")

    @staticmethod
    def _bodies(slugs) -> list[Tenant]:
        found = Tenant.objects.select_related("site")
        chosen = list(found.filter(slug__in=slugs) if slugs else found)
        missing = set(slugs) - {tenant.slug for tenant in chosen}
        if missing:
            raise CommandError(f"Enti che non ci sono: {', '.join(sorted(missing))}.")
        return chosen
