"""The roles of the staff: what each may do, in one table. Groups are made from it (docs/roles.md, held by a test)."""

from dataclasses import dataclass

WRITE_PAGES = ("add_page", "change_page", "view_page")
PUBLISH_PAGES = (*WRITE_PAGES, "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
# Wagtail keeps file permissions on its own models, whatever model a project uses.
USE_FILES = ("choose_image", "choose_document")
WRITE_FILES = (*USE_FILES, "add_image", "change_image", "add_document", "change_document")
DELETE_FILES = (*WRITE_FILES, "delete_image", "delete_document")


def _on(model: str, *actions: str) -> tuple[str, ...]:
    app, name = model.split(".")
    return tuple(f"{app}.{action}_{name}" for action in actions)


WRITE, ALL = ("view", "add", "change"), ("view", "add", "change", "delete")


@dataclass(frozen=True)
class Role:
    """A role in one body. Its rights reach that body's own things, unless it is `everywhere`."""

    key: str
    label: str  # the group's name after the body's: "Montiano: Redattori"
    summary: str
    of_union: bool = False  # exists only at the union
    everywhere: bool = False
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()  # parts of the admin that it opens (cms.guard)
    everything: bool = False


EDITOR = Role(
    "editor",
    "Redattori",
    "Scrivono le pagine e le mandano in revisione.",
    pages=WRITE_PAGES,
    files=WRITE_FILES,
    models=(
        *_on("territory.contactpoint", *WRITE),
        *_on("offices.role", *WRITE),
        *_on("services.question", *WRITE),
        *_on("feedback.rating", "view"),
        *_on("feedback.improvement", *WRITE),
        "wagtail_localize.submit_translation",
    ),
    areas=("pages", "files", "snippets", "translations", "searches"),
)
PUBLISHER = Role(
    "publisher",
    "Pubblicatori",
    "Scrivono, approvano, pubblicano e ritirano le pagine; mettono le allerte; preparano le agende degli appuntamenti.",
    pages=PUBLISH_PAGES,
    files=DELETE_FILES,
    models=(
        *_on("territory.contactpoint", *ALL),
        *_on("offices.role", *ALL),
        *_on("services.question", *ALL, "publish"),
        *_on("news.alert", *ALL),
        *_on("territory.closure", *ALL),
        *_on("appointments.agenda", *ALL),
        *_on("appointments.appointmenttype", *ALL),
        *_on("appointments.resource", *ALL),
        *_on("tickets.team", *ALL),
        *_on("tickets.standardanswer", *ALL),
        *_on("feedback.rating", "view"),
        *_on("feedback.improvement", *ALL),
        *_on("search.promotedresult", *ALL),
        "wagtail_localize.submit_translation",
    ),
    areas=("pages", "files", "snippets", "translations", "redirects", "register", "searches"),
)
REGISTRAR = Role(
    "registrar",
    "Messi e albo",
    "Scrivono, pubblicano e annullano gli atti all'albo pretorio.",
    areas=("register",),
)
OPERATOR = Role(
    "operator",
    "Operatori di sportello",
    "Ricevono i cittadini delle agende loro affidate; rispondono a richieste e segnalazioni; leggono che cosa pensano delle "
    "pagine.",
    models=(*_on("feedback.rating", "view"), *_on("tickets.standardanswer", *WRITE)),
    areas=("snippets", "desk", "inbox"),
)
ADMINISTRATOR = Role(
    "administrator",
    "Amministratori",
    "Danno e tolgono gli accessi al personale del proprio ente.",
    areas=("staff",),
)
IT = Role(
    "it",
    "Informatica",
    "Gestisce tutta l'installazione: enti, vocabolari, personale di ogni ente.",
    of_union=True,
    everywhere=True,
    everything=True,
)
CATALOGUE = Role(
    "catalogue",
    "Responsabili del catalogo",
    "Scrivono le schede condivise, guardano dove arrivano, curano i vocabolari comuni.",
    of_union=True,
    everywhere=True,
    models=(
        *_on("cms.term", *ALL),
        *_on("services.sharedservice", *ALL, "publish", "lock", "unlock"),
        "wagtail_localize.submit_translation",
    ),
    areas=("snippets", "catalogue"),
)
ANALYST = Role(
    "analyst",
    "Analisti",
    "Leggono le valutazioni, le ricerche e la conformità di tutti gli enti.",
    of_union=True,
    everywhere=True,
    models=_on("feedback.rating", "view"),
    areas=("snippets", "conformity", "searches"),
)

ROLES = {r.key: r for r in (EDITOR, PUBLISHER, REGISTRAR, OPERATOR, ADMINISTRATOR, IT, CATALOGUE, ANALYST)}


def of_body(*, is_union: bool) -> list[Role]:
    """Roles that exist in a body."""
    return [role for role in ROLES.values() if is_union or not role.of_union]
