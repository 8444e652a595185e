"""A wait ends with its days, or with the third place left: its label says so. Reasons go with the people they may name."""

from django.db import migrations, models


def forget_reasons(apps, schema_editor):
    """People forgotten before now left what was written of them in the history of their appointments."""
    told = apps.get_model("appointments", "AppointmentEvent").objects.exclude(reason="")
    told.filter(appointment__forgotten_at__isnull=False).update(reason="")


class Migration(migrations.Migration):
    dependencies = [("appointments", "0008_home_address")]
    operations = [
        migrations.AlterField(
            model_name="waitlistentry",
            name="state",
            field=models.CharField(
                choices=[
                    ("in-attesa", "In attesa"),
                    ("avvisato", "Avvisato di un posto"),
                    ("accettato", "Ha preso il posto"),
                    ("uscito", "È uscito dalla lista"),
                    ("scaduto", "L'attesa è finita"),
                ],
                default="in-attesa",
                max_length=12,
            ),
        ),
        migrations.RunPython(forget_reasons, migrations.RunPython.noop),
    ]
