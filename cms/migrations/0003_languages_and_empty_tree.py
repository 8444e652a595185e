"""Both languages exist from the start (adding one after pages have moved breaks translations); no welcome page."""

from django.db import migrations


def forwards(apps, schema_editor):
    Locale = apps.get_model("wagtailcore", "Locale")
    for code in ("it", "en"):
        Locale.objects.get_or_create(language_code=code)
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    welcome = Page.objects.filter(depth=2, slug="home", content_type__model="page")
    if welcome.exists():
        Site.objects.filter(root_page__in=welcome).delete()
        welcome.delete()
        Page.objects.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [("cms", "0002_foundation"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
