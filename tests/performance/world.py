"""A site where every list of every template holds the same number of things, and the addresses to look at."""

import uuid
from copy import copy as copy_of
from datetime import date, timedelta

from django.db.models import sql
from django.utils import timezone
from wagtail.models import Page

from albo import api as albo
from cms import freshness, pictures
from cms.models import BasePage, Highlight
from home.models import ThematicSitesPage, UsefulService
from publications.models import FormsFolderPage
from search.models import Posting, SearchDocument
from services.models import Question
from territory.models import PlacePage
from tests.albo.register import a_draft, a_pdf
from tests.factories import pages as make
from transparency.models import SectionFile

TINY = (64, 36)  # a picture costs the same queries whatever its size


def stream(kind: str, values: list) -> list[dict]:
    """Raw content of a stream field with one block for each value."""
    return [{"type": kind, "value": value, "id": str(uuid.uuid4())} for value in values]


def linking(pages) -> str:
    """Rich text with a link to each page."""
    return "<p>" + " ".join(f'<a linktype="page" id="{page.pk}">{page.title}</a>' for page in pages) + "</p>"


def rewrite(page, **fields):
    """Change a page and publish it again."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def put_forward(page, targets) -> None:
    for order, target in enumerate(targets):
        Highlight.objects.create(page=page, target=target, sort_order=order)


class World:
    """`World(montiano, 25).paths`: name of each template -> address of a page whose lists hold 25 things."""

    def __init__(self, tenant, size: int):
        self.tenant, self.size = tenant, size
        self.images = self._images()
        self.points = [make.a_contact_point(tenant, f"Sportello {n}") for n in range(size)]
        self.documents = [make.document(tenant, f"Modulo {n}") for n in range(size)]
        self.places = [self._place(n) for n in range(size)]
        self.offices = [make.an_office(tenant, f"Ufficio {n}", seat=self.places[0]) for n in range(size)]
        self.people = [make.a_person(tenant, "Ada", f"Bianchi {n}", image=self.images[n]) for n in range(size)]
        self.topics = list(make.Term.objects.filter(vocabulary="argomenti").order_by("label")[:size])
        self.services = [self._service(n) for n in range(size)]
        self.news = [self._news(n, "notizie") for n in range(size)]
        self.notices = [self._news(n, "avvisi") for n in range(size)]
        self._publish()
        self.events = [self._event(n) for n in range(size)]
        self.entries = [self._entry(n) for n in range(size)]
        self._fill_details()
        self._fill_sections()
        self._fill_transparency()
        for number in range(size):
            make.an_alert(tenant, f"Avviso {number}", link_page=self.services[number])
        self.paths = self._paths()

    def _images(self) -> list:
        images = [make.an_image(self.tenant, TINY) for _ in range(self.size)]
        for image in images:
            pictures.make_renditions(image)
        return images

    def _place(self, number: int) -> PlacePage:
        return make.a_place(self.tenant, f"Luogo {number}", image=self.images[number])

    def _event(self, number: int):
        return make.an_event(
            self.tenant,
            f"Evento {number}",
            image=self.images[number],
            place=self.places[number],
            topics=[self.topics[0]],
            starts_on=timezone.localdate() + timedelta(days=1 + number % 5),
            recurrence="FREQ=WEEKLY;COUNT=10",
        )

    def _past_event(self, number: int):
        return make.an_event(self.tenant, f"Passato {number}", image=self.images[number], starts_on=date(2026, 1, 1))

    def _service(self, number: int):
        return make.a_service(
            self.tenant,
            f"Certificato {number}",
            responsible_office=self.offices[number],
            conditions_file=self.documents[0],
            topics=[self.topics[0], self.topics[number]],
        )

    def _news(self, number: int, section: str):
        return make.a_news_item(
            self.tenant,
            f"Novità {number}",
            section=section,
            image=self.images[number],
            managed_by=[self.offices[number]],
            topics=[self.topics[0]],
        )

    def _publish(self) -> None:
        """Documents, calls, datasets and projects of the first office."""
        office, numbers = self.offices[0], range(self.size)
        of = {"office": office, "topics": [self.topics[0]]}
        self.papers = [make.a_document_page(self.tenant, f"Regolamento {n}", kind="modulistica", **of) for n in numbers]
        self.calls = [make.a_call(self.tenant, f"Bando {n}", **of) for n in numbers]
        self.datasets = [make.a_dataset(self.tenant, f"Dati {n}", holder=office) for n in numbers]
        self.projects = [make.a_project(self.tenant, f"Progetto {n}", office=office) for n in numbers]
        files = stream("document", [{"title": d.title, "file": d.pk} for d in self.documents])
        self._fill_documents(files)
        rewrite(self.calls[0], files=files, body=linking(self.services), area=office)
        rewrite(
            self.datasets[0],
            files=files,
            themes=list(make.Term.objects.filter(vocabulary="temi_dataset")[: self.size]),
            distribution=linking(self.services),
        )
        steps = [{"day": "2026-03-15", "text": f"Passo {n}"} for n in numbers]
        rewrite(
            self.projects[0],
            files=files,
            description=linking(self.services),
            milestones=stream("milestone", steps),
        )

    def _fill_documents(self, files: list) -> None:
        for document in self.papers:
            rewrite(document, datasets=[self.datasets[0]], services=[self.services[0]])
        rewrite(
            self.papers[0],
            files=files,
            description=linking(self.services),
            gallery=stream("image", [{"image": self._picture(i), "caption": "Un campo"} for i in self.images]),
            authors=self.people,
            author_offices=self.offices,
            services=self.services,
            datasets=self.datasets,
            linked_documents=self.papers[1:] or self.papers,
            area=self.offices[0],
        )
        self.folder = FormsFolderPage(title="Moduli", slug="moduli", summary="Tutti insieme.", live=False)
        make.page_with(self.tenant, "documenti-modulistica").add_child(instance=self.folder)
        rewrite(self.folder, documents=self.papers)

    def _entry(self, number: int):
        draft = a_draft(self.tenant, f"Delibera {number}", office=self.offices[number], files=0)
        for position in range(self.size if number == 0 else 1):
            albo.add_file(draft, a_pdf(f"{number} {position}", f"atto-{position}.pdf"))
        return albo.publish(draft, actor=None, now=timezone.now())

    def _fill_details(self) -> None:
        documents = stream("document", [{"title": d.title, "file": d.pk} for d in self.documents])
        gallery = stream("image", [{"image": self._picture(i), "caption": "Un campo"} for i in self.images])
        self._fill_service(documents)
        self._fill_office(documents)
        self._fill_event(documents, gallery)
        rewrite(
            self.people[0],
            biography=linking(self.offices),
            gallery=gallery,
            contact_points=self.points,
            tax_returns=documents,
            curriculum=self.documents[0],
        )
        rewrite(
            self.places[0],
            gallery=gallery,
            contact_points=self.points,
            linked_places=self.places[1:] or self.places,
            types=list(make.Term.objects.filter(vocabulary="tipi_luogo")[: self.size]),
            description=linking(self.services),
            responsible_office=self.offices[0],
        )
        rewrite(
            self.news[0],
            body=linking(self.services),
            managed_by=self.offices,
            people=self.people,
            places=self.places,
            gallery=gallery,
            documents=documents,
            public_documents=self.papers,
            datasets=self.datasets,
            related_news=self.notices,
        )
        topic = make.page_with(self.tenant, f"argomento-{self.topics[0].key}")
        rewrite(topic, offices=self.offices, more_info=linking(self.services))
        self.topic = topic
        plain = make.page_with(self.tenant, "media-policy")
        body = [
            *stream("section", [{"title": f"Parte {n}", "text": linking(self.services)} for n in range(self.size)]),
            *stream("question", [{"question": "Quando?", "answer": linking([page])} for page in self.news]),
            *stream("offices", [{"title": "A chi", "offices": [office.pk]} for office in self.offices]),
            *stream("document", [{"title": d.title, "file": d.pk} for d in self.documents]),
            *gallery,
        ]
        rewrite(plain, body=body)
        self._ask()

    def _sites(self, home) -> ThematicSitesPage:
        """Sites on one subject, each a page with its picture, and the page that lists them."""
        sites = [
            {
                "title": f"Sito {n}",
                "description": "Un sito.",
                "page": place.pk,
                "url": "",
                "image": self._picture(image),
            }
            for n, (place, image) in enumerate(zip(self.places, self.images, strict=True))
        ]
        rewrite(home, thematic_sites=stream("site", sites))
        page = ThematicSitesPage(title="Siti tematici", slug="siti-tematici", summary="Altri siti.", live=False)
        page.locale = home.locale
        home.refresh_from_db()
        home.add_child(instance=page)
        page.save_revision().publish()
        return page

    def _ask(self) -> None:
        """Questions, each with a link and a sheet of its own."""
        Question.objects.filter(tenant=self.tenant).delete()
        Question.objects.bulk_create(
            Question(tenant=self.tenant, question=f"Quando {n}?", answer=linking([page]), service=page)
            for n, page in enumerate(self.services)
        )
        Question.objects.filter(tenant=self.tenant).update(service=self.services[0])
        freshness.bump()

    def _fill_transparency(self) -> None:
        section = make.page_with(self.tenant, "at-personale--tassi-di-assenza")
        section.files = [
            SectionFile(title=document.title, document=document, sort_order=order)
            for order, document in enumerate(self.documents)
        ]
        section.contents = self.services
        rewrite(
            section,
            body=stream("text", [linking([page]) for page in self.news])
            + stream("table", [{"caption": "Assenze", "data": "Ufficio;Giorni\nAnagrafe;8"}] * self.size),
            links=stream("link", [{"title": "Ministero", "url": "https://www.example.org/"}] * self.size),
        )
        self.sections = {
            "transparency section": section,
            **{
                f"transparency, {name}": make.page_with(self.tenant, f"at-{key}")
                for name, key in {
                    "offices": "organizzazione--articolazione-degli-uffici",
                    "contacts": "organizzazione--telefono-e-posta-elettronica",
                    "elected": "organizzazione--titolari-di-incarichi-politici",
                    "proceedings": "attivita-e-procedimenti--tipologie-di-procedimento",
                    "documents": "disposizioni-generali--atti-generali",
                }.items()
            },
        }

    @staticmethod
    def _picture(image) -> dict:
        return {"image": image.pk, "alt_text": "Un campo", "decorative": False}

    def _fill_event(self, documents: list, gallery: list) -> None:
        for number in range(self.size):
            self._past_event(number)
            make.an_event(self.tenant, f"Parte {number}", parent_event=self.events[0], starts_on=date(2026, 1, 2))
        rewrite(
            self.events[0],
            description=linking(self.services),
            people=stream("person", [person.pk for person in self.people]),
            supporters=stream("office", [office.pk for office in self.offices]),
            patrons=stream("partner", [{"name": "Regione", "url": ""}] * self.size),
            organiser=self.offices[0],
            contact_points=self.points,
            attachments=documents,
            gallery=gallery,
        )

    def _fill_service(self, documents: list) -> None:
        rewrite(
            self.services[0],
            how_to=linking(self.services),
            needed=stream("requirement", [{"text": "Una foto", "form": d.pk} for d in self.documents]),
            costs=stream("cost", [{"title": "Diritti", "amount": "5", "how_to_pay": ["pagopa"]}] * self.size),
            timeline=stream("phase", [{"title": "Consegna", "amount": 6, "unit": "giorni"}] * self.size),
            channels=stream("phone", [{"intro": "Chiama"}] * self.size),
            special_cases=stream("special_case", [{"title": p.title, "text": linking([p])} for p in self.news]),
            documents=documents,
            topics=self.topics[:20],
            delivering_offices=self.offices,
            contact_points=self.points,
            related_services=self.services[1:] or self.services,
            required_services=self.services[1:] or self.services,
            area=self.offices[0],
            life_events=list(make.Term.objects.filter(vocabulary="eventi_vita_persone")[: self.size]),
            outcome_types=list(make.Term.objects.filter(vocabulary="output_servizi")[: self.size]),
            public_documents=self.papers,
            proceeding_manager=self.people[0],
            executive=self.people[0],
            proceeding_file=self.documents[0],
        )

    def _fill_office(self, documents: list) -> None:
        office = self.offices[0]
        for other in self.offices[1:] or self.offices:
            rewrite(other, parent_units=[office])
        for person in self.people:
            make.a_role(person, office, "Addetta")
        for other in self.offices:
            make.a_role(self.people[0], other, "Responsabile", is_leader=True)
        rewrite(
            office,
            duties=linking(self.services),
            parent_units=self.offices[1:] or self.offices,
            other_seats=self.places,
            contact_points=self.points,
            documents=documents,
            councillor=self.people[0],
        )

    def _fill_sections(self) -> None:
        sections = [
            "home",
            "servizi",
            "novita",
            "notizie",
            "amministrazione",
            "uffici",
            "politici",
            "vivere",
            "luoghi",
            "eventi",
            "argomenti",
            "documenti-e-dati",
            "documenti-modulistica",
            "bandi",
            "pnrr",
        ]
        for key in sections:
            put_forward(make.page_with(self.tenant, key), self.services)
        put_forward(make.page_with(self.tenant, "categoria-anagrafe-e-stato-civile"), self.services)
        put_forward(self.topic, self.services)
        home = make.page_with(self.tenant, "home")
        self.sites = self._sites(home)
        for order, service in enumerate(self.services):
            UsefulService.objects.create(page=home, service=service, sort_order=order)

    def _paths(self) -> dict[str, str]:
        sections = {
            "home": "home",
            "servizi": "servizi",
            "category": "categoria-anagrafe-e-stato-civile",
            "novità": "novita",
            "news type": "notizie",
            "amministrazione": "amministrazione",
            "office index": "uffici",
            "people index": "politici",
            "vivere": "vivere",
            "luoghi": "luoghi",
            "eventi": "eventi",
            "argomenti": "argomenti",
            "site map": "mappa-del-sito",
            "faq": "faq",
            "plain page": "media-policy",
            "booking": "prenotazione",
            "documenti": "documenti-e-dati",
            "document type": "documenti-modulistica",
            "calls": "bandi",
            "projects": "pnrr",
            "transparency": "trasparenza",
        }
        paths = {name: make.page_with(self.tenant, key).path_url for name, key in sections.items()}
        details = {
            "sheet": self.services[0],
            "office": self.offices[0],
            "person": self.people[0],
            "place": self.places[0],
            "event": self.events[0],
            "news": self.news[0],
            "topic": self.topic,
            "document": self.papers[0],
            "call": self.calls[0],
            "dataset": self.datasets[0],
            "project": self.projects[0],
            "forms folder": self.folder,
            **self.sections,
            "thematic sites": self.sites,
        }
        paths |= {name: page.path_url for name, page in details.items()}
        return paths | {
            "topic, one part whole": f"{self.topic.path_url}?elenco=servizi",
            "events, past": f"{paths['eventi']}?quando=passati",
            "events, filtered": f"{paths['eventi']}?tipo=evento-sociale&quando=settimana",
            "events, month": f"{paths['eventi']}?mese={timezone.localdate():%Y-%m}",
            "calendar of an event": f"{paths['event']}evento.ics",
            "calendar of a body": f"{paths['eventi']}calendario.ics",
            "booking of a service": f"{paths['booking']}?servizio={self.services[0].pk}",
            "search": "/cerca/?q=certificato",
            "search in the whole union": "/cerca/?q=certificato&dove=unione",
            "search, empty": "/cerca/",
            "albo": "/albo-pretorio/",
            "albo, narrowed": "/albo-pretorio/?q=delibera",
            "albo, entry": self.entries[0].path,
            "404": "/questa-pagina-manca/",
        }


def add_siblings(page, how_many: int, *, start: int = 1) -> None:
    """Many live pages beside one, with its content and its words in the search; table by table, because one by one
    they would take minutes."""
    parent = Page.objects.get(path=page.path[: -Page.steplen])
    first, last = Page.objects.order_by("-pk")[0].pk + 1, parent.get_children().last()
    step = Page._str2int(last.path[-Page.steplen :])
    copies = []
    for number in range(how_many):
        copy = type(page).objects.get(pk=page.pk) if not copies else copy_of(copies[0])
        copy.pk = copy.id = copy.basepage_ptr_id = copy.page_ptr_id = first + number
        copy.path = Page._get_path(parent.path, page.depth, step + number + 1)
        copy.slug = f"{page.slug}-{start + number}"
        copy.title = copy.draft_title = f"{page.title} {start + number}"
        copy.url_path = f"{parent.url_path}{copy.slug}/"
        copy.translation_key = uuid.uuid4()
        copy.latest_revision_id = copy.live_revision_id = None
        copies.append(copy)
    for model in (Page, BasePage, type(page)):
        write_rows(model, copies)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + how_many)
    _copy_to_search(page, copies)
    topics = BasePage.topics.through
    keys = topics.objects.filter(basepage=page.pk).values_list("term_id", flat=True)
    topics.objects.bulk_create([topics(basepage_id=c.pk, term_id=key) for c in copies for key in keys])
    freshness.bump()


def write_rows(model, instances: list, batch: int = 20) -> None:
    """The rows of one table of models that inherit: what `bulk_create` refuses to do."""
    fields = model._meta.local_concrete_fields
    for at in range(0, len(instances), batch):
        query = sql.InsertQuery(model)
        query.insert_values(fields, instances[at : at + batch])
        query.get_compiler("default").execute_sql()


def _copy_to_search(page, copies) -> None:
    """The copies are found by the few words that say most about the page."""
    [known] = SearchDocument.objects.filter(page=page.pk)
    said = list(known.postings.order_by("-weight")[:5])
    documents = []
    for copy in copies:
        document = copy_of(known)
        document.pk, document.page_id = None, copy.pk
        documents.append(document)
    documents = SearchDocument.objects.bulk_create(documents)
    postings = []
    for document in documents:
        for one in said:
            posting = copy_of(one)
            posting.pk, posting.document_id = None, document.pk
            postings.append(posting)
    Posting.objects.bulk_create(postings)
