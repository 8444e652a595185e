"""An alert may be said in English too."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='alert',
            name='text_en',
            field=models.CharField(blank=True, help_text="Vuoto: sulle pagine in inglese si legge l'italiano.", max_length=140, verbose_name='testo in inglese'),
        ),
    ]
