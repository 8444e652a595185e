"""Make the site of a municipality, or of the union: tree, files, groups, hosts. Made twice, nothing changes."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from cms import freshness, roles
from cms.markup import to_rich_text
from cms.models import BasePage, StaffGroup, Tenant, TenantHost, Term
from cms.models.tenant import Theme
from cms.versions import ORIGINAL
from home.conversion import give_type
from home.models import HomePage, InfoPage
from home.site_plan import NODES, texts
from home.standard_pages import body_for, placeholders, questions_for, resolve
from services.models import Question
from tickets import categories
from transparency import planting as transparency

FILE_APPS = ("wagtailimages", "wagtaildocs")


# Where files go, so that a search among thousands starts in the right place. Rights come from the collection above.
FOLDERS = ("Immagini", "Documenti e moduli", "Trasparenza e atti", "Stemma e loghi")


@dataclass(frozen=True)
class Order:
    """What is asked for: the least that a site needs to exist. Everything else is edited afterwards."""

    slug: str
    name: str
    short_name: str
    hostname: str
    kind: str = Tenant.Kind.MUNICIPALITY
    theme: str = Theme.UNIONE
    port: int = 80


def create(order: Order) -> tuple[Tenant, bool]:
    """Return the body and whether anything was made; all or nothing."""
    with transaction.atomic():
        before = Tenant.objects.count(), BasePage.objects.count()
        tenant = Tenant.objects.filter(slug=order.slug).first() or _found(order)
        TenantHost.objects.get_or_create(hostname=order.hostname, defaults={"tenant": tenant})
        home = HomePage.objects.get(pk=tenant.site.root_page_id)
        asked = _ask(tenant)  # before the plan: a page of questions of the old kind gives them first
        converted = _plant(tenant, home)
        categories.load()
        transparency.plant(tenant)
        equip(tenant, home)
        _folders(tenant)
        made = asked or converted or (Tenant.objects.count(), BasePage.objects.count()) != before
        if made:
            freshness.bump()
    return tenant, made


def _found(order: Order) -> Tenant:
    root = Page.objects.get(depth=1)
    site = Site(hostname=order.hostname, port=order.port, site_name=order.name, root_page=root)
    site.is_default_site = not Site.objects.filter(is_default_site=True).exists()
    site.save()
    files = Collection.get_first_root_node().add_child(name=order.name)
    tenant = Tenant.objects.create(
        slug=order.slug,
        name=order.name,
        short_name=order.short_name,
        kind=order.kind,
        theme=order.theme,
        site=site,
        collection=files,
    )
    home = HomePage(
        title=order.name,
        slug=order.slug,
        tenant=tenant,
        site_key="home",
        locale=Locale.objects.get(language_code="it"),
        **_live(),
    )
    root.add_child(instance=home)
    site.root_page = home
    site.save()
    return tenant


def _folders(tenant: Tenant) -> None:
    """Give a body its folders once: it may have renamed them, or made others, since."""
    files = Collection.objects.get(pk=tenant.collection_id)
    if files.numchild:
        return
    for name in FOLDERS:
        Collection.objects.get(pk=files.pk).add_child(name=name)


def _ask(tenant: Tenant) -> bool:
    """Give a body without any question those of its old plain page, or those from which every site begins; return
    whether any was made."""
    if Question.objects.filter(tenant=tenant).exists():
        return False
    terms = {term.key: term for term in Term.objects.of("categorie_servizio")}
    standard = questions_for(texts().questions, placeholders(tenant))
    categories = {row["question"]: row["category"] for row in standard}
    rows = _questions_of_old_page(tenant) or standard
    Question.objects.bulk_create(
        [
            Question(
                tenant=tenant,
                question=row["question"][:200],
                answer=row["answer"],
                category=terms.get(categories.get(row["question"])),
                sort_order=10 * number,
            )
            for number, row in enumerate(rows, 1)
        ]
    )
    return True


def _questions_of_old_page(tenant: Tenant) -> list[dict]:
    """Questions that stood as blocks of the plain page of the FAQ, as the editors left them."""
    pages = InfoPage.objects.of(tenant).filter(site_key="faq", locale__language_code=ORIGINAL)
    return [
        {"question": raw["value"]["question"], "answer": raw["value"]["answer"]}
        for page in pages
        for raw in page.body.raw_data
        if raw["type"] == "question"
    ]


def _live() -> dict:
    now = timezone.now()
    return {"live": True, "first_published_at": now, "last_published_at": now}


def _plant(tenant: Tenant, home: HomePage) -> bool:
    """Add the pages of the plan that are not there; touch one that is only to give it the type that the plan has now.
    Return whether any was given one."""
    converted = []
    locale = home.locale
    known = {page.site_key: page for page in BasePage.objects.of(tenant).filter(locale=locale).exclude(site_key="")}
    terms = {
        (t.vocabulary, t.key): t
        for t in Term.objects.filter(
            vocabulary__in=(
                "tipi_unita_organizzativa",
                "tipi_incarico",
                "tipi_notizia",
                "tipi_documento",
                "categorie_servizio",
                "argomenti",
            )
        )
    }
    words = texts()
    places = placeholders(tenant)

    def add(key: str, parent: str, model: str, title: str, slug: str, summary: str, in_menus: bool, **fields):
        page_class = apps.get_model(model)
        if key in known:
            if isinstance(known[key].specific, InfoPage) and page_class is not InfoPage:
                known[key] = give_type(known[key], page_class, **fields)
                converted.append(key)
            return
        page = page_class(
            title=title,
            slug=slug,
            site_key=key,
            summary=resolve(summary, places)[:255],
            show_in_menus=in_menus,
            locale=locale,
            **fields,
            **_live(),
        )
        holder = Page.objects.get(pk=known[parent].pk)
        known[key] = holder.add_child(instance=page)

    for node in NODES:
        text = words.pages.get(node.key, {})
        fields = _fields_of(node, text, words, terms, places)
        title = tenant.live_label if node.key == "vivere" else node.title
        summary = text.get("summary") or words.sections.get(node.key, "")
        add(node.key, node.parent, node.model, title, node.slug, summary, node.in_menus, **fields)
    for (vocabulary, key), term in terms.items():
        if vocabulary == "categorie_servizio" and not term.is_retired:
            summary = words.categories.get(key, {}).get("summary", term.description)
            add(
                f"categoria-{key}",
                "servizi",
                "services.ServiceCategoryPage",
                term.label,
                key,
                summary,
                True,
                category=term,
            )
        elif vocabulary == "argomenti" and not term.is_retired:
            add(
                f"argomento-{key}",
                "argomenti",
                "home.TopicPage",
                term.label,
                key,
                words.topics.get(key, ""),
                False,
                topic=term,
            )
    return bool(converted)


def _fields_of(node, text: dict, words, terms: dict, places: dict) -> dict:
    """What a page of the plan has of its own: its term, its blocks, the text of its section."""
    fields = {}
    if node.term:
        vocabulary, key, name = node.term
        fields[name] = terms[vocabulary, key]
    if text.get("block") and hasattr(apps.get_model(node.model), "body"):
        fields["body"] = body_for(text, places, {})
    if node.text_field and node.key in words.section_texts:
        fields[node.text_field] = to_rich_text(resolve(words.section_texts[node.key], places))
    return fields


def refresh_roles() -> None:
    """Give the groups of every body the rights that the table of roles says today; run again, nothing changes."""
    with transaction.atomic():
        for tenant in Tenant.objects.select_related("site", "collection"):
            equip(tenant, HomePage.objects.get(pk=tenant.site.root_page_id))


def equip(tenant: Tenant, home: HomePage) -> None:
    """Groups with their rights, and the way a page takes from draft to publication."""
    homes = _homes(home)
    groups = {role.key: _group(tenant, role, homes) for role in roles.of_body(is_union=tenant.is_union)}
    workflow = _workflow(f"Revisione: {tenant.short_name}", groups["publisher"])
    for page in homes:
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
    if tenant.is_union:
        sheets = ContentType.objects.get_for_model(apps.get_model("services.SharedService"))
        workflow = _workflow("Revisione: catalogo", groups["catalogue"])
        WorkflowContentType.objects.get_or_create(content_type=sheets, defaults={"workflow": workflow})


def _homes(home: HomePage) -> list[Page]:
    """The home in each language: rights on one tree do not reach the other by themselves."""
    return list(Page.objects.filter(translation_key=home.translation_key))


def _group(tenant: Tenant, role: roles.Role, homes: list[Page]) -> Group:
    """The group of a role, with exactly the rights of `cms.roles`: on its own body's pages and files only."""
    group, _made = Group.objects.get_or_create(name=f"{tenant.short_name}: {role.label}")
    StaffGroup.objects.update_or_create(group=group, defaults={"tenant": tenant, "role_key": role.key})
    pages = [Page.get_first_root_node()] if role.everything else homes
    files = Collection.get_first_root_node() if role.everything else tenant.collection
    page_rights = Permission.objects.filter(content_type__app_label="wagtailcore", content_type__model="page")
    file_rights = Permission.objects.filter(content_type__app_label__in=FILE_APPS)
    if role.everything:
        file_rights |= Permission.objects.filter(
            content_type__app_label="wagtailcore", content_type__model="collection"
        )
    else:
        page_rights = page_rights.filter(codename__in=role.pages)
        file_rights = file_rights.filter(codename__in=role.files)
    _keep_only(GroupPagePermission, group, [{"page": p, "permission": right} for p in pages for right in page_rights])
    _keep_only(GroupCollectionPermission, group, [{"collection": files, "permission": right} for right in file_rights])
    _grant(group, role)
    return group


def _keep_only(model, group: Group, wanted: list[dict]) -> None:
    kept = [model.objects.get_or_create(group=group, **fields)[0].pk for fields in wanted]
    model.objects.filter(group=group).exclude(pk__in=kept).delete()


def _grant(group: Group, role: roles.Role) -> None:
    """Rights on models: those of the table and no other."""
    if role.everything:
        wanted = set(Permission.objects.values_list("pk", flat=True))
    else:
        named = {tuple(name.split(".")) for name in (*role.models, "wagtailadmin.access_admin")}
        rows = Permission.objects.filter(codename__in=[codename for _app, codename in named])
        wanted = {p.pk for p in rows.select_related("content_type") if (p.content_type.app_label, p.codename) in named}
    if set(group.permissions.values_list("pk", flat=True)) != wanted:
        group.permissions.set(wanted)


def _workflow(name: str, approvers: Group) -> Workflow:
    """Draft, review, publish: somebody of the group approves."""
    task, made = GroupApprovalTask.objects.get_or_create(name=name)
    if made:
        task.groups.add(approvers)
    workflow, _made = Workflow.objects.get_or_create(name=name)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    return workflow
