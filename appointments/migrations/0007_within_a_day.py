"""Nothing takes a place for longer than a day: who looks for what is taken goes back no further in the table.

SQLite makes the table anew for a constraint, and loses its triggers (see 0005).
"""

import importlib

from django.db import migrations, models

before = importlib.import_module("appointments.migrations.0005_interpreter")


class Migration(migrations.Migration):
    dependencies = [("appointments", "0006_calendar_feed")]
    operations = [
        before.put_away,
        migrations.AddConstraint(
            model_name="occupation",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_minute__lte", models.F("from_minute") + 1500)),
                name="occupation_within_a_day",
            ),
        ),
        before.put_back,
    ]
