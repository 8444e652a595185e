"""A municipality takes a sheet of the union, changes how it follows it, leaves it. Transactions are here."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from cms import audit
from cms.versions import ORIGINAL
from services.catalogue import content as parts
from services.catalogue import delivery, effective, own, saving
from services.catalogue import editions as rules
from services.catalogue.placeholders import fill
from services.catalogue.policies import MODE_LABELS, POLICIES, SHARED, Mode, Policy


def adopters(service):
    """The Italian sheets that adopt a shared one."""
    from services.models import ServicePage

    return ServicePage.objects.filter(shared=service, locale__language_code=ORIGINAL, alias_of=None)


def _refuse_if_unfit(service, tenant, today) -> int:
    """The edition to adopt. Raises ValidationError when there is none, or when the body has it already."""
    number = rules.newest(effective.editions_of(service.pk), today)
    if not number or service.withdrawn_at:
        raise ValidationError(f"«{service.title}» non è nel catalogo: non è ancora uscita, o è stata ritirata.")
    if adopters(service).filter(tenant=tenant).exists():
        raise ValidationError(f"{tenant.name} ha già adottato «{service.title}».")
    return number


def adopt(service, tenant, *, mode: Mode = Mode.FOLLOW, user=None):
    """Make a draft that adopts a shared sheet, in its category; the local parts are still to be written."""
    from cms.models import Tenant
    from services.models import ServiceCategoryPage, ServicePage

    today = timezone.localdate()
    with transaction.atomic():
        Tenant.objects.select_for_update(of=("self",)).get(pk=tenant.pk)  # two colleagues adopting at once
        number = _refuse_if_unfit(service, tenant, today)
        places = ServiceCategoryPage.objects.of(tenant).filter(locale__language_code=ORIGINAL)
        category = places.filter(category=service.category_id).first()
        if category is None:
            raise ValidationError(f"Sul sito manca la categoria «{service.category}»: creala, poi riprova.")
        page = ServicePage(
            title=service.title,
            slug=_free_slug(category, service.slug),
            shared=service,
            adoption_mode=mode,
            adopted_number=number,
            tenant=tenant,
            locale=category.locale,
            live=False,
            owner=user,
        )
        Page.objects.get(pk=category.pk).add_child(instance=page)
        page.save_revision(user=user, clean=False)
        audit.record("catalogue.adopt", actor=user, tenant_id=tenant.pk, about=page)
    return page


def _free_slug(parent, wanted: str) -> str:
    taken = set(parent.get_children().values_list("slug", flat=True))
    slug, number = slugify(wanted), 2
    while slug in taken:
        slug, number = f"{slugify(wanted)}-{number}", number + 1
    return slug


def adopt_page(page, service, *, mode: Mode = Mode.FOLLOW, user=None) -> None:
    """Let a local sheet adopt a shared one: what it says differently stays as its own, what is equal becomes shared.

    Locked fields take the union's value; the text they had stays in the history of the page.
    """
    today = timezone.localdate()
    with transaction.atomic():
        page = saving.lock(page)
        if page.shared_id:
            raise ValidationError("Questa scheda segue già una scheda condivisa.")
        number = _refuse_if_unfit(service, page.tenant, today)
        content = effective.content_in_force(service.pk, today)

        def apply(version):
            _take_on(version, service, content, number, today, user)
            version.adoption_mode = mode

        _keep_on_all(page, shared=service, adoption_mode=mode, adopted_number=number)
        saving.change(page, apply, user)
        audit.record("catalogue.adopt", actor=user, tenant_id=page.tenant_id, about=page)


def _keep_on_all(page, **fields) -> None:
    """What belongs to the page and not to a version: on the row, and on its versions in other languages."""
    type(page).objects.filter(translation_key=page.translation_key).update(**fields)
    for name, value in fields.items():
        setattr(page, name, value)


def is_its_own(value, shared, words) -> bool:
    """Whether a local text says something that the union's does not, marks filled or not."""
    return rules.plain(value) is not None and not any(rules.same(value, one) for one in (shared, fill(shared, words)))


def rows_of_its_own(page, name: str, content, words) -> list[dict]:
    """The blocks of a local stream that the union's has not."""
    shared = [content[f"{name}:{key}"] for key in parts.order_of(content, name)]
    known = [*shared, *fill(shared, words)]
    return [row for row in parts.blocks_of(page, name) if not any(rules.same(parts.bare(row), one) for one in known)]


def _take_on(page, service, content, number: int, today, user) -> None:
    """Split a whole sheet into what is the union's and what is its own."""
    words = effective.words_for(page)
    before = {name: parts.value_of(page, name) for name in SHARED if parts.kind_of(type(page), name) != "stream"}
    streams = {name: rows_of_its_own(page, name, content, words) for name in SHARED if name not in before}
    page.shared, page.adopted_number, page.own_parts = service, number, {}
    by = user.get_full_name() or user.get_username() if user else ""
    for name, value in before.items():
        shared = content.get(name)
        if POLICIES[name] == Policy.DEFAULT and is_its_own(value, shared, words):
            own.keep(page, name, value, own.entry(shared, number, today, by=by, reason="C'era prima di adottare"))
        else:
            own.write(page, name, None)
    for name, rows in streams.items():
        own.set_blocks(page, name, rows)


def adopt_origin(service, user) -> None:
    """The sheet from which a shared one was made becomes the first to adopt it."""
    from services.models import ServicePage

    origin = ServicePage.objects.filter(pk=service.origin_id, shared=None).first()
    if origin is not None:
        adopt_page(origin, service, user=user)


def change_mode(page, mode: Mode, *, reason: str = "", user=None) -> None:
    """Change how a sheet follows the union's. What it missed while pinned arrives, or asks for a decision."""
    today = timezone.localdate()
    with transaction.atomic():
        page = saving.lock(page)
        if mode == Mode.PINNED and not reason.strip():
            raise ValidationError({"reason": "Di' perché la scheda resta ferma: lo leggono i colleghi e l'Unione."})
        newest = rules.newest(effective.editions_of(page.shared_id), today)
        if page.adoption_mode == Mode.FOLLOW and mode != Mode.FOLLOW:
            _keep_on_all(page, adopted_number=newest)  # it had accepted all that it shows
        _keep_on_all(page, adoption_mode=mode, adoption_reason=reason)
        delivery.reconcile(page, today, user=user)
        if mode == Mode.FOLLOW:
            _keep_on_all(page, adopted_number=newest)
        delivery.refresh([page], with_columns=True, today=today)
        note = f"{page.title}: {MODE_LABELS[mode]}"
        audit.record("catalogue.mode", actor=user, tenant_id=page.tenant_id, about=page, label=note)


def leave(page, *, user=None) -> None:
    """Make an adopted sheet a local one: it goes on saying what it says today, word for word."""
    from services.models import Delivery

    today = timezone.localdate()
    with transaction.atomic():
        versions = type(page).objects.filter(translation_key=page.translation_key, alias_of=None)
        for version in versions.select_related("locale").order_by("locale__language_code"):  # Italian comes last
            _settle(saving.lock(version), today, user)
        Delivery.objects.filter(page=page, state__in=Delivery.OPEN_STATES).update(
            state=Delivery.State.SUPERSEDED, closed_at=timezone.now(), closed_by=user
        )
        audit.record("catalogue.leave", actor=user, tenant_id=page.tenant_id, about=page)


def _settle(page, today, user) -> None:
    """Write what a page says into its own columns, and in those of its draft."""
    bare = {"shared": None, "adoption_mode": "", "adoption_reason": "", "adopted_number": None, "own_parts": {}}

    def apply(version):
        whole = effective.as_read(version, today)
        for name, value in bare.items():
            setattr(version, name, value)
        for name in SHARED:
            if parts.kind_of(type(version), name) == "stream":
                own.set_blocks(version, name, parts.blocks_of(whole, name))
            else:
                own.write(version, name, parts.value_of(whole, name))
        _fold_local_notes(version)

    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    if draft is not None:
        apply(draft)  # while the page still adopts: a version of it takes from the row what it adopts
    apply(page)
    type(page).objects.filter(pk=page.pk).update(**bare)
    saving.store(page, user)
    if draft is not None:
        draft.save_revision(user=user, clean=False)


def _fold_local_notes(page) -> None:
    """What was added "from us" becomes part of the text it followed."""
    page.how_to, page.local_how_to = page.how_to + page.local_how_to, ""
    page.constraints, page.local_constraints = page.constraints + page.local_constraints, ""


def share(page, *, user=None):
    """Make a draft of a shared sheet from a good local one; on its first publication that sheet adopts it."""
    from services.models import SharedService

    with transaction.atomic():
        service = SharedService(
            title=page.title,
            slug=page.slug,
            category_id=page.get_parent().specific.category_id,
            origin=page,
            locale=page.locale,
            live=False,
        )
        content = parts.content_of(page)
        from services.catalogue.publishing import fill_sheet

        fill_sheet(service, content)
        service.save()
        service.save_revision(user=user, clean=False)
        audit.record("catalogue.share", actor=user, tenant_id=page.tenant_id, about=page)
    return service
