"""Which views of the admin a member of staff may reach; whose things they may name there is in `cms.named`.

Wagtail has no idea of bodies: many of its views check a right on the model, or none, and never whose row it is. So
nothing is open that is not named here; every key in an address must belong to a body of the user; and what is not
theirs is answered exactly like what does not exist. Union IT passes. The whole list is walked by a test
(tests/staff/test_isolation.py), which fails when Wagtail, or we, add a view that nobody has judged.
"""

from collections.abc import Iterable

from django.apps import apps

from cms.staff import areas_of, bodies_where, is_union_it, rights_of
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
LISTS = (
    "elenco-servizi",
    "elenco-notizie",
    "elenco-uffici",
    "elenco-persone",
    "elenco-luoghi",
    "elenco-eventi",
    "elenco-documenti",
    "elenco-cartelle-moduli",
    "elenco-bandi",
    "elenco-dataset",
    "elenco-progetti",
    "elenco-trasparenza",
)
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
REDIRECTS = {
    "unica_redirects",
    "unica_redirects_add",
    "unica_redirects_edit",
    "unica_redirects_delete",
    "unica_redirects_import",
    "unica_redirects_review",
    "unica_redirects_report",
}
# Views of a snippet, for the models that belong to a body and for those that the union shares. Those of drafts exist only
# where there are drafts.
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
    "preview_on_add",
    "preview_on_edit",
    "unpublish",
    "revisions_unschedule",
    "lock",
    "unlock",
    "workflow_action",
    "collect_workflow_action_data",
    "confirm_workflow_cancellation",
    "workflow_preview",
    "workflow_history",
    "workflow_history_detail",
}
AREAS: dict[str, set[str]] = {"pages": PAGES, "files": FILES, "translations": TRANSLATIONS, "redirects": REDIRECTS}


def open_area(area: str, names: Iterable[str]) -> None:
    """Let an upper floor open its own views to the roles that have an area; called when its app is ready."""
    AREAS.setdefault(area, set()).update(names)


def open_to_staff(*names: str) -> None:
    """Let an upper floor open views to everybody of the staff."""
    BASE.update(names)


def open_to_anyone(*names: str) -> None:
    """Let an upper floor open views to whoever has an account: those that let people in and out."""
    ANYONE.update(names)


def snippet_of(view_name: str):
    """The model of a snippet's view that roles may reach, or None."""
    namespace, _, name = view_name.rpartition(":")
    prefix, _, label = namespace.partition("_")
    if prefix not in ("wagtailsnippets", "wagtailsnippetchoosers") or name not in SNIPPET_VIEWS or not label:
        return None
    app, _, model_name = label.rpartition("_")
    model = apps.get_model(app, model_name)
    # A vocabulary is everybody's: its screens ask for a right on the model, its choosers ask for nothing. What leaves the
    # catalogue leaves pages behind: `services` has a view of its own for that.
    return model if belongs_to_body(model) or (prefix == "wagtailsnippets" and name != "unpublish") else None


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


def _may_see(user, model) -> bool:
    bodies = snippet_bodies(user, model)
    return bodies is None or bool(bodies)


def snippet_bodies(user, model, actions=ACTIONS) -> frozenset[int] | None:
    """Keys of the bodies where a user may do any of these to the rows of a model; None means every body."""
    meta = model._meta
    return bodies_where(user, *(f"{meta.app_label}.{action}_{meta.model_name}" for action in actions))
