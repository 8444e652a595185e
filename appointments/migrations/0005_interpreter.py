"""Who needs an interpreter of sign language opens a task.

SQLite makes the table anew to add a column, and loses its triggers: they are taken away before and put back after.
"""

import importlib

from django.db import migrations, models

judge = importlib.import_module("appointments.migrations.0003_no_double_booking")


def on_sqlite(act):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            act(schema_editor)

    return run


put_away = migrations.RunPython(on_sqlite(judge.remove), on_sqlite(judge.install))
put_back = migrations.RunPython(on_sqlite(judge.install), on_sqlite(judge.remove))


class Migration(migrations.Migration):
    dependencies = [("appointments", "0004_video_room")]
    operations = [
        put_away,
        migrations.AddField(
            model_name='appointment',
            name='interpreter',
            field=models.CharField(blank=True, choices=[('da-trovare', 'Da trovare'), ('trovato', 'Trovato')], max_length=10, verbose_name='interprete'),
        ),
        put_back,
    ]
