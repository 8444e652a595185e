"""Adds 3,000 pages to one municipality's tree: nine news in ten, one service sheet in ten, like the ones already there.

python -m bench.growth SLUG HOW_MANY [PATH...]      (on the database of the environment: a copy, never the real one)

Pages at the paths named are being measured: what is added is not about their topic and not of their office, so that
they show what they showed before and only the tree is bigger.
"""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
SKIPPED = {"id", "path", "depth", "numchild", "url_path", "translation_key", "slug", "title", "draft_title"}


def clone(page, number: int, measured_topics: set[int]):
    """A new page with the fields of another one, its topics included."""
    model = type(page)
    values = {
        field.attname: getattr(page, field.attname)
        for field in model._meta.concrete_fields
        if field.name not in SKIPPED and not field.primary_key and not getattr(field.remote_field, "parent_link", False)
    }
    values |= {"latest_revision_id": None, "live_revision_id": None}
    title = f"{page.title} {number}"
    new = model(**values, title=title, draft_title=title, slug=f"{page.slug[:80]}-{number}")
    new.topics = [topic for topic in page.topics.all() if topic.pk not in measured_topics]
    return new


def measured(tenant, paths: list[str]) -> tuple[set[int], set[int]]:
    """Topics and offices whose own page is measured."""
    from home.models import TopicPage
    from offices.models import OfficePage

    topics = {page.topic_id for page in TopicPage.objects.filter(tenant=tenant) if page.path_url in paths}
    offices = {page.pk for page in OfficePage.objects.filter(tenant=tenant) if page.path_url in paths}
    return topics, offices


def main() -> None:
    import django

    django.setup()
    from django.db import connection, transaction
    from wagtail.models import Page

    from cms import freshness
    from cms.models import BasePage, Tenant

    slug, wanted, *paths = sys.argv[1:]
    tenant = Tenant.objects.get(slug=slug)
    topics, offices = measured(tenant, paths)
    models = [page.specific_class for page in BasePage.objects.filter(tenant=tenant).order_by("path")]
    by_name = {model.__name__: model for model in models}
    sources = {
        name: list(by_name[name].objects.filter(tenant=tenant, live=True)) for name in ("NewsPage", "ServicePage")
    }
    sources["ServicePage"] = [page for page in sources["ServicePage"] if page.responsible_office_id not in offices]
    parents: dict[int, Page] = {}
    with transaction.atomic():
        for number in range(int(wanted)):
            pages = sources["ServicePage" if number % 10 == 0 else "NewsPage"]
            page = pages[number % len(pages)]
            parent_path = page.path[: -page.steplen]
            if parent_path not in parents:
                parents[parent_path] = Page.objects.get(path=parent_path)
            parents[parent_path].add_child(instance=clone(page, 100 + number, topics))
        freshness.bump()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # what PostgreSQL's own housekeeping does within minutes
    print(BasePage.objects.filter(tenant=tenant).count())


if __name__ == "__main__":
    main()
