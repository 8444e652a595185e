"""Who is visited at home says where. SQLite makes the table anew to add a column, and loses its triggers (see 0005)."""

import importlib

from django.db import migrations, models

before = importlib.import_module("appointments.migrations.0005_interpreter")


class Migration(migrations.Migration):
    dependencies = [("appointments", "0007_within_a_day")]
    operations = [
        before.put_away,
        migrations.AddField(
            model_name="appointment",
            name="home_address",
            field=models.CharField(blank=True, max_length=200, verbose_name="indirizzo della visita"),
        ),
        migrations.AddField(
            model_name="waitlistentry",
            name="home_address",
            field=models.CharField(blank=True, max_length=200, verbose_name="indirizzo della visita"),
        ),
        before.put_back,
    ]
