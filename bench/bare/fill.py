"""Makes the yardstick's database: home, section, the page with its image, ten children. Prints the page's path.

python -m bench.bare.fill
"""

import io
import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.bare.settings"


def main() -> None:
    import django

    django.setup()
    from django.core.files.images import ImageFile
    from django.core.management import call_command
    from PIL import Image as Picture
    from wagtail.images.models import Image
    from wagtail.models import Page, Site

    from bench.bare.models import BarePage

    call_command("migrate", interactive=False, verbosity=0)
    raw = io.BytesIO()
    Picture.linear_gradient("L").resize((1200, 800)).convert("RGB").save(raw, "JPEG")
    image = Image.objects.create(title="Metro", file=ImageFile(io.BytesIO(raw.getvalue()), name="metro.jpg"))
    image.get_rendition("width-800")
    root = Page.get_first_root_node()
    home = root.add_child(instance=BarePage(title="Home", slug="bare-home"))
    section = home.add_child(instance=BarePage(title="Sezione", slug="sezione"))
    page = section.add_child(instance=BarePage(title="Pagina spoglia", slug="pagina", image=image))
    for number in range(10):
        page.add_child(instance=BarePage(title=f"Pagina figlia numero {number}", slug=f"figlia-{number}"))
    Site.objects.update(root_page=home, hostname="localhost")
    print("/sezione/pagina/")


if __name__ == "__main__":
    main()
