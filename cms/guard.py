"""Which views of the admin a member of staff may reach, and whose things they may name there.

Wagtail has no idea of bodies: many of its views check a right on the model, or none, and never whose row it is. So
nothing is open that is not named here; every key in an address must belong to a body of the user; and what is not
theirs is answered exactly like what does not exist. Union IT passes. The whole list is walked by a test
(tests/staff/test_isolation.py), which fails when Wagtail, or we, add a view that nobody has judged.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.apps import apps

from cms.staff import areas_of, bodies_where, bodies_with_area, is_union_it, rights_of
from cms.tenancy import belongs_to_body

# Whoever is signed in, with or without a role: to leave, and to keep their own keys.
ANYONE = {"wagtailadmin_logout", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite"}
# Everybody of the staff. Keys of editing sessions are Wagtail's own business: it looks for the user's.
BASE = {
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_dismissibles",
    "wagtail_localize:javascript_catalog",
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
    "unica_guide_start",
    "unica_guide",
}
PAGES = {
    "wagtailadmin_api:pages:listing",
    "wagtailadmin_api:pages:detail",
    "wagtailadmin_explore_root",
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    "wagtail_bulk_action",
    "wagtailadmin_block_preview",
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:preview_on_add",
    "wagtailadmin_pages:usage",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:preview_on_edit",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_pages:add_subpage",
    "wagtailadmin_pages:delete",
    "wagtailadmin_pages:unpublish",
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:search_results",
    "wagtailadmin_pages:move",
    "wagtailadmin_pages:move_confirm",
    "wagtailadmin_pages:set_page_position",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:workflow_action",
    "wagtailadmin_pages:collect_workflow_action_data",
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtailadmin_pages:workflow_preview",
    "wagtailadmin_pages:lock",
    "wagtailadmin_pages:unlock",
    "wagtailadmin_pages:revisions_index",
    "wagtailadmin_pages:revisions_view",
    "wagtailadmin_pages:revisions_revert",
    "wagtailadmin_pages:revisions_unschedule",
    "wagtailadmin_pages:revisions_compare",
    "wagtailadmin_pages:workflow_history",
    "wagtailadmin_pages:workflow_history_detail",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:history_results",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_anchor_link",
    "unica_duplicate",
}
LISTS = ("elenco-servizi", "elenco-notizie", "elenco-uffici", "elenco-persone", "elenco-luoghi")
PAGES |= {f"{name}:{view}" for name in LISTS for view in ("index", "index_results", "choose_parent")}
FILES = {
    "wagtaildocs:index",
    "wagtaildocs:index_results",
    "wagtaildocs:add",
    "wagtaildocs:edit",
    "wagtaildocs:delete",
    "wagtaildocs:add_multiple",
    "wagtaildocs:edit_multiple",
    "wagtaildocs:create_multiple_from_uploaded_document",
    "wagtaildocs:delete_multiple",
    "wagtaildocs:delete_upload_multiple",
    "wagtaildocs:document_usage",
    "wagtaildocs_chooser:choose",
    "wagtaildocs_chooser:choose_results",
    "wagtaildocs_chooser:chosen",
    "wagtaildocs_chooser:chosen_multiple",
    "wagtaildocs_chooser:create",
    "wagtailimages:index",
    "wagtailimages:index_results",
    "wagtailimages:edit",
    "wagtailimages:delete",
    "wagtailimages:add",
    "wagtailimages:image_usage",
    "wagtailimages:add_multiple",
    "wagtailimages:edit_multiple",
    "wagtailimages:create_multiple_from_uploaded_image",
    "wagtailimages:delete_multiple",
    "wagtailimages:delete_upload_multiple",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:choose_results",
    "wagtailimages_chooser:chosen",
    "wagtailimages_chooser:chosen_multiple",
    "wagtailimages_chooser:create",
    "wagtailimages_chooser:select_format",
}
TRANSLATIONS = {
    "translations",
    "wagtail_localize:submit_page_translation",
    "wagtail_localize:update_translations",
    "wagtail_localize:edit_string_translation",
    "wagtail_localize:edit_override",
    "wagtail_localize:download_pofile",
    "wagtail_localize:upload_pofile",
    "wagtail_localize:preview_translation",
    "wagtail_localize:stop_translation",
}
# Views of a snippet, for the models that belong to a body.
SNIPPET_VIEWS = {
    "list",
    "list_results",
    "add",
    "edit",
    "delete",
    "copy",
    "inspect",
    "usage",
    "history",
    "history_results",
    "revisions_compare",
    "revisions_revert",
    "revisions_view",
    "choose",
    "choose_results",
    "chosen",
    "chosen_multiple",
}
AREAS: dict[str, set[str]] = {"pages": PAGES, "files": FILES, "translations": TRANSLATIONS}


def open_area(area: str, names: Iterable[str]) -> None:
    """Let an upper floor open its own views to the roles that have an area; called when its app is ready."""
    AREAS.setdefault(area, set()).update(names)


def open_to_staff(*names: str) -> None:
    """Let an upper floor open views to everybody of the staff."""
    BASE.update(names)


def open_to_anyone(*names: str) -> None:
    """Let an upper floor open views to whoever has an account: those that let people in and out."""
    ANYONE.update(names)


# --- Is the view open? --------------------------------------------------------------------------------------


def snippet_of(view_name: str):
    """The model of a snippet's view that roles may reach, or None."""
    namespace, _, name = view_name.rpartition(":")
    prefix, _, label = namespace.partition("_")
    if prefix not in ("wagtailsnippets", "wagtailsnippetchoosers") or name not in SNIPPET_VIEWS or not label:
        return None
    app, _, model_name = label.rpartition("_")
    model = apps.get_model(app, model_name)
    # A vocabulary is everybody's: its screens ask for a right on the model, its choosers ask for nothing.
    return model if belongs_to_body(model) or prefix == "wagtailsnippets" else None


def is_open(user, view_name: str) -> bool:
    """Whether a view is among those that the user's roles open."""
    if is_union_it(user):
        return True
    if not rights_of(user):
        return False
    areas = areas_of(user)
    if view_name in BASE or any(view_name in AREAS.get(area, ()) for area in areas):
        return True
    return "snippets" in areas and (model := snippet_of(view_name)) is not None and _may_see(user, model)


ACTIONS = ("view", "add", "change", "delete")
# What a view does to the row it names: Wagtail asks only whether the user has that right somewhere.
NEEDS = {"edit": ("change",), "revisions_revert": ("change",), "delete": ("delete",), "copy": ("add",)}


def _may_see(user, model) -> bool:
    bodies = _snippet_bodies(user, model)
    return bodies is None or bool(bodies)


def _snippet_bodies(user, model, actions=ACTIONS) -> frozenset[int] | None:
    meta = model._meta
    return bodies_where(user, *(f"{meta.app_label}.{action}_{meta.model_name}" for action in actions))


# --- Whose things does the request name? ---------------------------------------------------------------------


@dataclass(frozen=True)
class Named:
    """Keys of one kind that a request names, in its address or in its parameters."""

    kind: str
    keys: tuple


def _pages_theirs(user, keys) -> bool:
    from cms.models import BasePage

    return BasePage.objects.filter(pk__in=keys, tenant__in=bodies_with_area(user, "pages")).count() == len(keys)


def _files_theirs(model_name: str) -> Callable:
    def theirs(user, keys) -> bool:
        model = apps.get_model("cms", model_name)
        return model.objects.filter(pk__in=keys, tenant__in=bodies_with_area(user, "files")).count() == len(keys)

    return theirs


def _translations_theirs(path: str, model_name: str) -> Callable:
    """Of a row of wagtail-localize, by the pages it translates: the source, and the target once it exists."""

    def theirs(user, keys) -> bool:
        from cms.models import BasePage

        rows = apps.get_model("wagtail_localize", model_name).objects.filter(pk__in=keys)
        objects = list(rows.values_list(path, flat=True))
        pages = BasePage.objects.filter(translation_key__in=objects)
        owners = set(pages.values_list("tenant_id", flat=True))
        return len(objects) == len(keys) and bool(owners) and owners <= bodies_with_area(user, "translations")

    return theirs


def _task_states_theirs(user, keys) -> bool:
    from wagtail.models import TaskState

    states = TaskState.objects.filter(pk__in=keys).select_related("workflow_state", "revision")
    pages = {int(state.workflow_state.object_id) for state in states}
    return len(states) == len(keys) and _pages_theirs(user, pages)


def _tasks_theirs(user, keys) -> bool:
    from wagtail.models import WorkflowPage

    bodies = bodies_with_area(user, "pages")
    pages = WorkflowPage.objects.filter(workflow__workflow_tasks__task__in=keys)
    return pages.filter(page__basepage__tenant__in=bodies).exists()


THEIRS: dict[str, Callable] = {
    "page": _pages_theirs,
    "image": _files_theirs("SiteImage"),
    "document": _files_theirs("SiteDocument"),
    "task_state": _task_states_theirs,
    "task": _tasks_theirs,
    "translation": _translations_theirs("source__object_id", "Translation"),
    "translation_source": _translations_theirs("object_id", "TranslationSource"),
}
KINDS = {
    "page_id": "page",
    "parent_page_id": "page",
    "page_to_move_id": "page",
    "destination_id": "page",
    "image_id": "image",
    "document_id": "document",
    "doc_id": "document",
    "task_state_id": "task_state",
    "task_id": "task",
    "translation_id": "translation",
    "translation_source_id": "translation_source",
}


def judge(argument: str, theirs: Callable) -> None:
    """Let an upper floor say whose is what an argument of its own views names: `theirs(user, keys) -> bool`."""
    KINDS[argument] = argument
    THEIRS[argument] = theirs


# Kept by Wagtail to the object named beside them, or to the user: a revision to its page, an upload to who sent it.
HARMLESS = {
    "revision_id",
    "revision_id_a",
    "revision_id_b",
    "workflow_state_id",
    "uploaded_file_id",
    "session_id",
    "string_segment_id",
    "overridable_segment_id",
    "content_type_app_name",
    "content_type_model_name",
    "action_name",
    "action",
    "filter_spec",
    "mode",
    "key",
}
AT_THE_TOP = {"wagtailadmin_explore", "wagtailadmin_explore_results", "wagtailadmin_choose_page_child"}
CHOSEN = {
    "wagtailadmin_choose_page_chosen_multiple": "page",
    "wagtailimages_chooser:chosen_multiple": "image",
    "wagtaildocs_chooser:chosen_multiple": "document",
}
KEYS_BY_PK = {
    "wagtailadmin_pages:revisions_compare": "page",
    "wagtailadmin_api:pages:detail": "page",
    "wagtailimages_chooser:chosen": "image",
    "wagtaildocs_chooser:chosen": "document",
}
BULK = {"page": "page", "siteimage": "image", "sitedocument": "document"}


class Unjudged(LookupError):
    """An argument of a view that this module knows nothing about: refused."""


def named(view_name: str, kwargs: dict, query) -> list[Named]:
    """Everything that a request names, by kind. `query` is the query string, already read."""
    found = []
    arguments = dict(kwargs)
    model = snippet_of(view_name)
    if model is not None:
        keys = [arguments.pop("pk")] if "pk" in arguments else []
        keys += query.getlist("id") if view_name.endswith(":chosen_multiple") else []
        found.append(Named(model._meta.label, tuple(keys)))
    elif view_name == "wagtail_bulk_action":
        kind = BULK.get(arguments.pop("model_name", ""), "")
        arguments.pop("app_label", None)
        found.append(Named(kind, tuple(key for key in query.getlist("id") if key != "all")))
        found.append(Named("page", tuple(filter(None, query.getlist("childOf")))))
    elif view_name == "wagtailadmin_editing_sessions:ping":
        label = f"{arguments.pop('app_label')}.{arguments.pop('model_name')}"
        is_page = label == "wagtailcore.page"
        found.append(Named("page" if is_page else apps.get_model(label)._meta.label, (arguments.pop("object_id"),)))
    elif view_name in CHOSEN:
        found.append(Named(CHOSEN[view_name], tuple(query.getlist("id"))))
    elif view_name in KEYS_BY_PK:
        found.append(Named(KEYS_BY_PK[view_name], (arguments.pop("pk"),)))
    for name, value in arguments.items():
        if name in KINDS:
            found.append(Named(KINDS[name], (value,)))
        elif name not in HARMLESS:
            raise Unjudged(name)
    return found


def _theirs(user, thing: Named, view_name: str) -> bool:
    try:
        keys = {int(key) for key in thing.keys}
    except (TypeError, ValueError):
        return False
    if thing.kind == "page" and view_name in AT_THE_TOP:
        keys.discard(1)  # Wagtail's root, above every site: it holds nothing and shows only what is theirs
    if not keys:
        return True
    if thing.kind in THEIRS:
        return THEIRS[thing.kind](user, keys)
    if "." not in thing.kind:
        return False
    model = apps.get_model(thing.kind)
    bodies = _snippet_bodies(user, model, NEEDS.get(view_name.rpartition(":")[2], ACTIONS))
    rows = model._default_manager.filter(pk__in=keys)
    return (rows if bodies is None or not belongs_to_body(model) else rows.filter(tenant__in=bodies)).count() == len(
        keys
    )


def is_theirs(user, view_name: str, kwargs: dict, query) -> bool:
    """Whether everything that a request names belongs to the user's bodies."""
    if is_union_it(user):
        return True
    try:
        return all(_theirs(user, thing, view_name) for thing in named(view_name, kwargs, query))
    except (Unjudged, LookupError):
        return False
