"""Terms have an English name."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cms", "0004_staff_groups"),
    ]

    operations = [
        migrations.AddField(
            model_name='term',
            name='label_en',
            field=models.CharField(blank=True, help_text="Vuoto: sulle pagine in inglese si legge l'italiano.", max_length=255, verbose_name='nome in inglese'),
        ),
    ]
