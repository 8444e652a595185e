"""The read API of open content at /api/v1/: one body at a time, that of the host; nothing to sign in for, no cookie.

Every answer is a page of what `cms.open_content` calls open. Which kinds there are is in `opendata.resources`,
what each tells in `opendata.schemas`; this module is about asking and answering.
"""

import hashlib
from datetime import date, datetime, time
from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, JsonResponse
from django.utils import timezone, translation
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.throttling import AnonRateThrottle

from cms.directory import directory
from cms.page_cache import is_anonymous, keep_until, mark_public
from cms.versions import ORIGINAL
from opendata import free_places, resources
from opendata.exports import for_everybody
from opendata.schemas import PageOf

PREFIX = "/api/v1/"
PER_PAGE, MOST_PER_PAGE, LAST_PAGE = 20, 100, 1000
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2999, 12, 31)
LONGEST = 80  # of a text: the cache of pages tells no longer ones apart
RATE = "120/m"
DESCRIPTION = (
    "Contenuti pubblici di questo sito, con licenza CC BY 4.0. Sola lettura, senza registrazione. "
    "Gli identificativi sono stabili. Le date sono ISO 8601."
)


class Question(Schema):
    """What may be asked of a list."""

    pagina: Annotated[int, Field(ge=1, le=LAST_PAGE, description="Quale pagina dell'elenco.")] = 1
    per_pagina: Annotated[int, Field(ge=1, le=MOST_PER_PAGE, description="Quanti per pagina, al massimo 100.")] = (
        PER_PAGE
    )
    tipo: Annotated[
        str, Field(max_length=LONGEST, description="Solo di un tipo: chiave del vocabolario nazionale (vedi «tipo»).")
    ] = ""
    argomento: Annotated[str, Field(max_length=LONGEST, description="Solo su un argomento: la sua chiave.")] = ""
    modificati_dal: Annotated[
        date | None,
        Field(
            ge=FIRST_DAY,
            le=LAST_DAY,
            description="Solo quelli pubblicati o cambiati da quel giorno. Esempio: 2026-11-01.",
        ),
    ] = None
    lingua: Annotated[Literal["it", "en"], Field(description="Lingua dei contenuti.")] = ORIGINAL


class Language(Schema):
    lingua: Annotated[Literal["it", "en"], Field(description="Lingua del contenuto.")] = ORIGINAL


class Throttle(AnonRateThrottle):
    """Counts questions that had to be answered anew; those answered from memory cost nothing and are not counted."""

    def get_cache_key(self, request):
        ident = self.get_ident(request) or ""
        hidden = hashlib.blake2b(ident.encode(), digest_size=12).hexdigest()  # no address is written anywhere
        return f"api-{hidden}"


api = NinjaAPI(
    title="Dati del sito",
    version="1.0.0",
    description=DESCRIPTION,
    docs_url=None,  # the library's page takes scripts from elsewhere: ours is /dati-aperti/api/
    openapi_url=None,
    urls_namespace="api-v1",
    throttle=[Throttle(RATE)],
)


# --- Answers -------------------------------------------------------------------------------------------------


def answer(request, data, status: int = 200):
    """JSON that any program may read, and the cache of pages may keep."""
    response = for_everybody(JsonResponse(data, status=status, safe=False, json_dumps_params={"ensure_ascii": False}))
    if status == 200 and is_anonymous(request):
        return mark_public(response)
    response.headers["Cache-Control"] = "no-store" if status != 200 else "private, max-age=0"
    return response


def _error(request, text: str, status: int, **more):
    return answer(request, {"errore": text, **more}, status)


MESSAGES = {
    "int_parsing": "Qui va un numero intero.",
    "greater_than_equal": "Il numero è troppo piccolo: il minimo è {ge}.",
    "less_than_equal": "Il numero è troppo grande: il massimo è {le}.",
    "string_too_long": "Il testo è troppo lungo: al massimo {max_length} caratteri.",
    "literal_error": "Sono ammessi solo: it, en.",
    "uuid_parsing": "L'identificativo non è scritto bene.",
}
WRONG_DAY = "Qui va un giorno dal 2000 in poi, scritto così: 2026-11-24."


def _message(row: dict) -> str:
    if row["loc"][-1] == "modificati_dal":
        return WRONG_DAY
    return MESSAGES.get(row["type"], "Il valore non è scritto bene.").format(**row.get("ctx", {}))


@api.exception_handler(ValidationError)
def _not_valid(request, error):
    details = [{"parametro": str(row["loc"][-1]), "messaggio": _message(row)} for row in error.errors]
    return _error(request, "La richiesta ha un parametro sbagliato.", 400, dettagli=details)


@api.exception_handler(Http404)
def _not_found(request, error):
    return _error(request, "Non c'è niente a questo indirizzo, o non è pubblico.", 404)


@api.exception_handler(Throttled)
def _too_many(request, error):
    response = _error(request, "Troppe richieste in un minuto: aspetta e riprova.", 429)
    response.headers["Retry-After"] = str(int(error.wait or 60))
    return response


@api.exception_handler(HttpError)
def _refused(request, error):
    return _error(request, "La richiesta non si può soddisfare.", error.status_code)


# --- Questions -----------------------------------------------------------------------------------------------


def listing(request, resource: resources.Resource, question: Question) -> dict:
    """A page of a list. The number of queries does not depend on how many things it holds."""
    tenant = request.tenant
    if not _speaks(tenant, question.lingua):
        return _page(request, resource, question, 0, [])
    filters = resources.Filters(
        kind=question.tipo.replace("\x00", ""),
        topic=question.argomento.replace("\x00", ""),
        since=_midnight(question.modificati_dal),
    )
    with translation.override(question.lingua):
        found = resource.find(tenant, question.lingua, filters)
        start = (question.pagina - 1) * question.per_pagina
        total = found.count() if hasattr(found, "filter") else len(found)
        rows = list(found[start : start + question.per_pagina])
        return _page(request, resource, question, total, resource.tell(tenant, rows, question.lingua))


def _page(request, resource, question: Question, total: int, items: list[dict]) -> dict:
    more = question.pagina * question.per_pagina < total and question.pagina < LAST_PAGE
    asked = question.dict(exclude_defaults=True, exclude={"pagina"})
    query = urlencode({**asked, "pagina": question.pagina + 1})
    return {
        "totale": total,
        "pagina": question.pagina,
        "per_pagina": question.per_pagina,
        "successiva": f"{request.tenant.root_url}{PREFIX}{resource.name}?{query}" if more else None,
        "risultati": items,
    }


def one(request, resource: resources.Resource, key: UUID, language: str) -> dict:
    """A thing by its identifier; 404 for what is not open here, as for what is nowhere."""
    if not _speaks(request.tenant, language):
        raise Http404
    with translation.override(language):
        rows = resource.get(request.tenant, language, key)
        if not rows:
            raise Http404
        return resource.tell(request.tenant, rows, language)[0]


def _midnight(day: date | None) -> datetime | None:
    """When a day begins in Italy."""
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def _speaks(tenant, language: str) -> bool:
    return language == ORIGINAL or directory().speaks(tenant.pk, language)


def _open(resource: resources.Resource) -> None:
    """The two addresses of a kind of content. The schemas say what is answered, and check it before it leaves."""
    page_schema = type(
        f"Elenco{resource.schema.__name__}",
        (PageOf,),
        {"__annotations__": {"risultati": list[resource.schema]}, "__module__": __name__},
    )

    def many_view(request, question: Query[Question]):
        data = page_schema.model_validate(listing(request, resource, question))
        return answer(request, data.model_dump(mode="json"))

    def one_view(request, identificativo: UUID, question: Query[Language]):
        data = resource.schema.model_validate(one(request, resource, identificativo, question.lingua))
        return answer(request, data.model_dump(mode="json"))

    many_view.__name__, one_view.__name__ = f"elenco_{resource.name}", f"uno_{resource.name}"
    tags = [resource.name]
    api.get(f"/{resource.name}", response=page_schema, tags=tags, summary=resource.title)(many_view)
    api.get(f"/{resource.name}/{{identificativo}}", response=resource.schema, tags=tags, summary=resource.one)(one_view)


for _resource in resources.available():
    _open(_resource)


@api.get(
    f"/{free_places.NAME}",
    response=free_places.FreePlaces,
    tags=[free_places.NAME],
    summary=free_places.TITLE,
    description=free_places.NOTE,
)
def first_free_places(request, question: Query[Language]):
    """What is free changes without a publication, so the answer is kept for a minute and no longer."""
    now = timezone.now()
    spoken = question.lingua if _speaks(request.tenant, question.lingua) else ORIGINAL
    data = free_places.FreePlaces.model_validate(free_places.tell(request.tenant, spoken, now))
    keep_until(request, now + free_places.FRESH)
    return answer(request, data.model_dump(mode="json"))


def openapi(request):
    """The description of the API for programs (OpenAPI 3.1)."""
    return answer(request, schema(request.tenant))


def schema(tenant) -> dict:
    described = dict(api.get_openapi_schema(path_prefix=PREFIX))
    described["servers"] = [{"url": tenant.root_url, "description": tenant.name}]
    described["info"] = {
        **described["info"],
        "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        "contact": {"name": tenant.name, "url": f"{tenant.root_url}/dati-aperti/api/"},
    }
    return described


def nothing_here(request, path: str = ""):
    """Any other address of the API answers in its own words."""
    return _error(request, "A questo indirizzo l'API non ha niente: guarda /dati-aperti/api/.", 404)
