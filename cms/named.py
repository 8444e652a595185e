"""Whose are the things that a request to the admin names, in its address or in its parameters (see `cms.guard`)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps

from cms.guard import ACTIONS, snippet_bodies, snippet_of
from cms.staff import bodies_with_area, is_union_it
from cms.tenancy import belongs_to_body

# What a view does to the row it names: Wagtail asks only whether the user has that right somewhere.
NEEDS = {
    "edit": ("change",),
    "revisions_revert": ("change",),
    "revisions_unschedule": ("publish",),
    "preview_on_edit": ("change",),
    "delete": ("delete",),
    "copy": ("add",),
    "lock": ("lock",),
    "unlock": ("unlock",),
    "submit_snippet_translation": ("change",),
}


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
    """Of a row of wagtail-localize, by what it translates: the source, and the target once it exists."""
    to_type = path.replace("object_id", "specific_content_type")

    def theirs(user, keys) -> bool:
        from cms.models import BasePage

        rows = apps.get_model("wagtail_localize", model_name).objects.filter(pk__in=keys)
        types = set(rows.values_list(f"{to_type}__app_label", f"{to_type}__model"))
        if len(types) == 1 and not issubclass(model := apps.get_model(*types.pop()), BasePage):
            # Of everybody's, such as a shared sheet: who may change the original may translate it.
            return not belongs_to_body(model) and snippet_bodies(user, model, ("change",)) is None
        objects = list(rows.values_list(path, flat=True))
        pages = BasePage.objects.filter(translation_key__in=objects)
        owners = set(pages.values_list("tenant_id", flat=True))
        return len(objects) == len(keys) and bool(owners) and owners <= bodies_with_area(user, "translations")

    return theirs


def _task_states_theirs(user, keys) -> bool:
    from wagtail.models import TaskState

    states = TaskState.objects.filter(pk__in=keys, workflow_state__base_content_type__model="page")
    states = states.select_related("workflow_state", "revision")
    pages = {int(state.workflow_state.object_id) for state in states}
    return len(states) == len(keys) and _pages_theirs(user, pages)


def _snippet_states_theirs(user, keys) -> bool:
    """Of a snippet in review: Wagtail keeps the state to nothing, so it must at least be one that this user may act on."""
    from wagtail.models import TaskState

    states = TaskState.objects.filter(pk__in=keys).exclude(workflow_state__base_content_type__model="page")
    return states.filter(task__groupapprovaltask__groups__user=user).distinct().count() == len(keys)


def _snippet_tasks_theirs(user, keys) -> bool:
    from wagtail.models import Task

    return Task.objects.filter(pk__in=keys, groupapprovaltask__groups__user=user).distinct().count() == len(keys)


def _tasks_theirs(user, keys) -> bool:
    from wagtail.models import WorkflowPage

    bodies = bodies_with_area(user, "pages")
    pages = WorkflowPage.objects.filter(workflow__workflow_tasks__task__in=keys)
    return pages.filter(page__basepage__tenant__in=bodies).exists()


def _redirects_theirs(user, keys) -> bool:
    from wagtail.contrib.redirects.models import Redirect

    bodies = bodies_with_area(user, "redirects")
    return Redirect.objects.filter(pk__in=keys, site__tenant__in=bodies).count() == len(keys)


THEIRS: dict[str, Callable] = {
    "redirect": _redirects_theirs,
    "page": _pages_theirs,
    "image": _files_theirs("SiteImage"),
    "document": _files_theirs("SiteDocument"),
    "task_state": _task_states_theirs,
    "task": _tasks_theirs,
    "snippet_task_state": _snippet_states_theirs,
    "snippet_task": _snippet_tasks_theirs,
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
    "redirect_id": "redirect",
    "translation_id": "translation",
    "translation_source_id": "translation_source",
}


def judge(argument: str, theirs: Callable) -> None:
    """Let an upper floor say whose is what an argument of its own views names: `theirs(user, keys) -> bool`.

    Raises ValueError where another has said so of that name: the last to come would answer for both.
    """
    if argument in THEIRS:
        raise ValueError(f"«{argument}» è già giudicato: dai un altro nome all'argomento.")
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


def _of_snippet(model, view_name: str, arguments: dict, query) -> list[Named]:
    """What a view of a snippet names; its arguments are taken out."""
    keys = [arguments.pop("pk")] if "pk" in arguments else []
    keys += query.getlist("id") if view_name.endswith(":chosen_multiple") else []
    reviews = [name for name in ("task_state_id", "task_id") if name in arguments]
    return [
        Named(model._meta.label, tuple(keys)),
        *(Named(f"snippet_{name.removesuffix('_id')}", (arguments.pop(name),)) for name in reviews),
    ]


def _by_label(arguments: dict) -> Named:
    """A row of any model, named by app, model and key."""
    label = f"{arguments.pop('app_label')}.{arguments.pop('model_name')}"
    key = arguments.pop("object_id") if "object_id" in arguments else arguments.pop("pk")
    return Named("page" if label == "wagtailcore.page" else apps.get_model(label)._meta.label, (key,))


def named(view_name: str, kwargs: dict, query) -> list[Named]:
    """Everything that a request names, by kind. `query` is the query string, already read."""
    found = []
    arguments = dict(kwargs)
    model = snippet_of(view_name)
    if model is not None:
        found += _of_snippet(model, view_name, arguments, query)
    elif view_name in ("wagtailadmin_editing_sessions:ping", "wagtail_localize:submit_snippet_translation"):
        found.append(_by_label(arguments))
    elif view_name == "wagtail_bulk_action":
        kind = BULK.get(arguments.pop("model_name", ""), "")
        arguments.pop("app_label", None)
        found.append(Named(kind, tuple(key for key in query.getlist("id") if key != "all")))
        found.append(Named("page", tuple(filter(None, query.getlist("childOf")))))
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
    bodies = snippet_bodies(user, model, NEEDS.get(view_name.rpartition(":")[2], ACTIONS))
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
