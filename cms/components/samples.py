"""Believable contents for every component: the gallery shows them, the tests render them."""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from cms.public_forms import PublicForm


class Sample(dict):
    """The context of one example, which can also show itself."""

    def __init__(self, name: str, context: dict):
        super().__init__(context)
        self.name = name

    @property
    def html(self) -> str:
        """The component drawn with this example."""
        return render_to_string(f"components/{self.name}.html", dict(self))


TOPICS = [
    {"label": "Residenza", "path": "#residenza"},
    {"label": "Accesso all'informazione", "path": "#informazione"},
    {"label": "Stato civile", "path": "#stato-civile"},
]
BREADCRUMB = [
    {"label": "Home", "path": "#home"},
    {"label": "Servizi", "path": "#servizi"},
    {"label": "Anagrafe e stato civile", "path": "#anagrafe"},
    {"label": "Cambio di residenza", "path": "#residenza"},
]
HOURS = [
    {"days": "Lunedì, mercoledì e venerdì", "times": "8.30–13.00"},
    {"days": "Martedì e giovedì", "times": "8.30–13.00 e 14.30–17.00", "note": "Al pomeriggio solo su appuntamento"},
]
LINKS = [
    {"label": "Carta d'identità elettronica", "path": "#cie"},
    {"label": "Certificati anagrafici", "path": "#certificati"},
    {"label": "Anagrafe nazionale (ANPR)", "path": "https://www.anagrafenazionale.interno.it/", "external": True},
]
ANSWER = mark_safe(
    "<p>Sì. Dal portale dell'Anagrafe nazionale puoi scaricare <strong>14 certificati</strong> gratis, "
    "per te e per la tua famiglia, con SPID, CIE o CNS.</p>"
)
HOW_TO = mark_safe(
    "<p>Puoi presentare la dichiarazione <strong>online</strong>, allo sportello o per posta. "
    'Hai 20 giorni di tempo dal trasloco: leggi <a href="#">che cosa succede dopo la richiesta</a>.</p>'
    "<ul><li>Compila il modulo con i dati di tutte le persone che si spostano.</li>"
    "<li>Allega la copia dei documenti d'identità.</li></ul>"
)


def _wrong_form() -> PublicForm:
    """A form sent with a name and nothing else: a field that is right, and others with their errors."""

    class SampleForm(PublicForm):
        name = forms.CharField(label="Nome")
        email = forms.EmailField(label="Email", help_text="Ti scriviamo la conferma.")
        answer = forms.ChoiceField(
            label="Vieni da solo?", choices=[("si", "Sì"), ("no", "No")], widget=forms.RadioSelect
        )
        terms = forms.BooleanField(label="Ho letto l'informativa sulla privacy")

    return SampleForm({"name": "Ada", "email": "ada@"})


def _month() -> dict:
    """Two weeks of a made-up month."""
    market = {"title": "Mercato contadino", "url": "#", "time": "8:00", "place": "Piazza del Popolo"}

    def cell(number: int) -> dict:
        return {
            "date": date(2026, 11, number),
            "in_month": True,
            "is_today": number == 24,
            "items": [market] if number % 6 == 0 else [],
            "more": 2 if number == 24 else 0,
            "url": f"?dal=2026-11-{number:02}&al=2026-11-{number:02}",
        }

    weeks = [[cell(number) for number in range(first, first + 7)] for first in (16, 23)]
    return {
        "title": "novembre 2026",
        "weekdays": ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
        "weeks": weeks,
        "days": [one for week in weeks for one in week if one["items"]],
        "previous": {"label": "ottobre 2026", "url": "?mese=2026-10"},
        "next": {"label": "dicembre 2026", "url": "?mese=2026-12"},
    }


_SAMPLES: dict[str, list[dict]] = {
    "icon_list": [
        {
            "items": [
                {"icon": "it-map-marker", "title": "In piazza", "text": "Al numero 3, sotto il portico."},
                {"icon": "it-clock", "title": "La mattina", "text": "Dalle 8:30 alle 12:30, il sabato chiuso."},
                {"icon": "it-telephone", "title": "Per telefono"},
            ]
        }
    ],
    "video_link": [
        {"title": "Come si usa il centro di raccolta", "url": "#", "art": "pianura", "duration": "4 minuti"}
    ],
    "breadcrumb": [{"items": BREADCRUMB}],
    "page_head": [
        {
            "kind": "service",
            "title": "Cambio di residenza",
            "status": "Servizio attivo",
            "description": "Dichiara il tuo nuovo indirizzo quando arrivi da un altro comune, dall'estero, "
            "o quando cambi casa in paese.",
            "button_url": "#",
            "button_label": "Dichiara online",
            "topics": TOPICS,
            "share_url": "https://comune.example.it/servizi/cambio-residenza/",
        },
        {
            "title": "Ponte sul Borello: da lunedì senso unico alternato",
            "eyebrow": "Avviso",
            "dateline": "21 novembre 2026 · tempo di lettura: 2 minuti",
            "description": "I lavori durano tre settimane. Le corse dell'autobus 138 fanno fermata in via Roma.",
        },
        {
            "title": "Iscrizione al nido d'infanzia",
            "status": "Servizio non attivo",
            "status_off": True,
            "reason": "Le iscrizioni per l'anno 2027/2028 aprono il 12 gennaio 2027.",
            "description": "Iscrivi al nido i bambini da 3 mesi a 3 anni.",
        },
    ],
    "hero": [
        {
            "title": "Servizi",
            "intro": "Certificati, iscrizioni, tributi, permessi: tutto quello che puoi chiedere al Comune, "
            "online o allo sportello.",
            "search": {"action": "#", "label": "Cerca tra i servizi", "placeholder": "Cerca una parola chiave"},
            "art": "pianura",
        },
        {"title": "Uffici", "intro": "Dove siamo, quando siamo aperti, chi risponde."},
    ],
    "card": [
        {
            "title": "Biblioteca Malatestiana, aperture straordinarie di dicembre",
            "url": "#",
            "label": "Notizia",
            "summary": "Visite guidate ogni sabato alle 10 e alle 15. La prenotazione è gratuita.",
            "date": date(2026, 11, 20),
        },
        {"title": "Consiglio comunale del 30 novembre", "url": "#", "label": "Avviso", "date": date(2026, 11, 18)},
        {
            "title": "Giunta comunale",
            "url": "#",
            "label": "Organo di governo",
            "summary": "Il sindaco e gli assessori, con le deleghe e i giorni di ricevimento.",
        },
    ],
    "card_wide": [
        {
            "title": "Neve in alta valle: il piano è pronto, ecco che cosa fare",
            "url": "#",
            "label": "Notizia",
            "date": date(2026, 11, 22),
            "summary": "Da lunedì sono attivi i mezzi spartineve su 140 chilometri di strade comunali. "
            "Obbligo di catene o gomme da neve fino al 15 aprile.",
            "topics": TOPICS[:2],
            "art": "crinale",
            "all_url": "#",
            "all_label": "Tutte le novità",
        }
    ],
    "link_card": [
        {
            "title": "Anagrafe e stato civile",
            "url": "#",
            "icon": "it-unica-document",
            "description": "Documenti, certificati, residenza, nascite, matrimoni.",
        },
        {"title": "Tributi, finanze e contravvenzioni", "url": "#", "icon": "it-unica-tax"},
        {"title": "Uffici", "url": "#", "description": "Gli uffici, con orari e contatti."},
    ],
    "service_card": [
        {
            "title": "Carta d'identità elettronica",
            "url": "#",
            "category": "Anagrafe e stato civile",
            "summary": "Chiedi la carta d'identità elettronica per te o per i tuoi figli. Serve l'appuntamento.",
            "online": True,
        },
        {
            "title": "Iscrizione al nido d'infanzia",
            "url": "#",
            "category": "Educazione e formazione",
            "summary": "Iscrivi al nido i bambini da 3 mesi a 3 anni.",
            "off": True,
        },
    ],
    "event_day": [
        {
            "date": date(2026, 11, 28),
            "items": [
                {"title": "Mercato contadino", "url": "#", "time": "8.00", "place": "Piazza del Popolo"},
                {"title": "Visita guidata alla Rocca", "url": "#", "time": "15.30"},
            ],
        },
        {"date": date(2026, 11, 29), "items": []},
    ],
    "event_card": [
        {
            "title": "Mercato contadino",
            "url": "#",
            "date": date(2026, 11, 28),
            "when": "sabato 28 novembre 2026, dalle 8:00 alle 13:00",
            "kind": "Mercatino",
            "summary": "Miele, formaggi e pane dei produttori della valle.",
            "place": "Piazza del Popolo",
            "repeats": True,
        },
        {
            "title": "Concerto di Natale",
            "url": "#",
            "date": date(2026, 12, 19),
            "when": "sabato 19 dicembre 2026, dalle 21:00",
            "state": "Rinviato",
        },
    ],
    "open_now": [
        {"text": "Aperto ora, chiude alle 13:00", "is_open": True},
        {"text": "Chiuso, apre lunedì alle 9:00", "is_open": False},
    ],
    "vector_map": [
        {
            "id": "mappa-esempio",
            "title": "Mappa dei luoghi: Valle",
            "description": "I numeri sono quelli dell'elenco.",
            "numbered": True,
            "map": {
                "view_box": "0 0 600 300",
                "outlines": [
                    {
                        "path": "M20 30l240-10 40 120-90 130-180-60z",
                        "is_own": False,
                        "label": (140, 160),
                        "name": "Monte",
                    },
                    {"path": "M260 20l280 40-30 200-210-120z", "is_own": True},
                ],
                "markers": [
                    {"number": 1, "x": 380.0, "y": 120.0, "label_x": 380.0, "label_y": 120.0, "is_moved": False},
                    {"number": 2, "x": 400.0, "y": 125.0, "label_x": 425.0, "label_y": 140.0, "is_moved": True},
                ],
            },
        }
    ],
    "month_calendar": [{"month": _month()}],
    "chip_list": [{"items": TOPICS}],
    "page_index": [
        {
            "items": [
                {"id": "a-chi-e-rivolto", "label": "A chi è rivolto"},
                {"id": "come-fare", "label": "Come fare"},
                {"id": "cosa-serve", "label": "Cosa serve"},
                {"id": "tempi-e-scadenze", "label": "Tempi e scadenze"},
            ]
        },
        {
            "title": "Informazioni richieste",
            "items": [{"id": "id_name", "label": "Nome"}, {"id": "id_surname", "label": "Cognome"}],
        },
    ],
    "section": [{"id": "come-fare", "title": "Come fare", "body": HOW_TO, "data_element": "service-how-to"}],
    "timeline": [
        {
            "items": [
                {
                    "value": "2",
                    "unit": "giorni",
                    "title": "Registriamo la dichiarazione",
                    "description": "La nuova residenza vale dal giorno in cui la presenti.",
                },
                {"value": "45", "unit": "giorni", "title": "Controlliamo l'indirizzo", "description": ""},
                {"value": "46", "unit": "giorni", "title": "Se non ti scriviamo, la pratica è conclusa"},
                {"value": "", "unit": "", "when": "entro giugno", "title": "Ricevi il certificato per posta"},
            ]
        }
    ],
    "checklist": [
        {
            "items": [
                {"text": "Un documento d'identità valido", "note": "Carta d'identità, passaporto o patente."},
                {"text": "Il codice fiscale di ogni persona che si trasferisce"},
                {
                    "text": "Il consenso del proprietario",
                    "only_if": "Se vivi in una casa in affitto o in comodato",
                    "form_url": "#",
                    "form_label": "Modulo di consenso del proprietario",
                    "form_size": "PDF, 180 KB",
                },
            ]
        }
    ],
    "cost_list": [
        {
            "items": [
                {
                    "title": "Prima carta e rinnovo",
                    "for_whom": "Maggiorenni e minorenni",
                    "amount_label": "22,21 €",
                    "methods": ["bancomat", "carta", "contanti"],
                },
                {"title": "Duplicato", "for_whom": "Se l'hai smarrita o è rovinata", "amount_label": "27,37 €"},
                {"title": "Cambio di residenza", "amount_label": "Gratuito"},
            ]
        }
    ],
    "channel": [
        {
            "kind": "online",
            "title": "Online",
            "intro": "Con SPID, CIE o CNS. Ci vogliono circa 10 minuti.",
            "button_url": "#",
            "button_label": "Dichiara online",
            "primary": True,
        },
        {
            "kind": "desk",
            "title": "Allo sportello",
            "intro": "Su appuntamento, in uno degli uffici indicati sotto.",
            "button_url": "#",
            "button_label": "Prenota appuntamento",
        },
    ],
    "contact_card": [
        {
            "name": "Servizi demografici",
            "url": "#",
            "address": "Piazza del Popolo 10, 47521 Cesena (FC)",
            "phone": "0547 000 100",
            "email": "demografici@comune.example.it",
            "pec": "protocollo@pec.example.it",
            "hours": HOURS,
        }
    ],
    "hours_table": [{"items": HOURS, "caption": "Orario per il pubblico"}],
    "person_card": [
        {
            "name": "Ada Fantini",
            "url": "#",
            "role": "Assessora alla scuola e ai giovani",
            "structure": "Giunta comunale",
        },
        {"name": "Ivo Bersani Montalti", "url": "#", "role": "Responsabile dei servizi demografici"},
    ],
    "place_card": [
        {
            "title": "Museo archeologico sarsinate",
            "url": "#",
            "kind": "Museo",
            "summary": "I mosaici e i grandi monumenti funerari della città di Plauto.",
            "address": "Via Cesio Sabino 39",
            "art": "teatro",
            "data_element": "live-category-link",
        },
        {"title": "Sala civica", "url": "#", "kind": "Sala pubblica", "address": "Piazza Mazzini 3"},
    ],
    "file_link": [
        {
            "title": "Condizioni di servizio",
            "url": "#",
            "ext": "PDF",
            "size": "240 KB",
            "data_element": "service-file",
        },
        {"title": "Modulo di consenso del proprietario", "url": "#", "ext": "ODT", "size": "32 KB"},
    ],
    "link_list": [{"items": LINKS, "title": "Link utili"}],
    "accordion": [
        {
            "items": [
                {"question": "Posso avere un certificato senza venire in comune?", "answer": ANSWER},
                {"question": "La carta d'identità scaduta vale ancora?", "answer": ANSWER},
            ],
            "open_first": True,
        }
    ],
    "callout": [
        {"kind": "info", "title": "Buono a sapersi", "body": "Il Comune aggiorna da sé la tessera elettorale."},
        {
            "kind": "warning",
            "title": "Attenzione",
            "body": "Dopo 20 giorni dal trasloco la dichiarazione è in ritardo.",
        },
        {"kind": "success", "body": "Puoi fare tutto online, senza marca da bollo."},
    ],
    "alert": [
        {"kind": "success", "title": "Richiesta inviata", "text": "Ti abbiamo scritto all'indirizzo anna@example.it."},
        {
            "kind": "danger",
            "title": "Controlla due campi",
            "text": "Alcuni dati mancano o non sono scritti bene.",
            "items": [{"label": "Codice fiscale", "path": "#cf"}, {"label": "E-mail", "path": "#email"}],
        },
    ],
    "picture": [
        {
            "art": "ponte",
            "caption": "Il ponte sul Savio e il borgo, dal lato del mercato.",
            "credit": "Disegno dell'ente",
        }
    ],
    "pagination": [{"page": Paginator(range(60), 10).page(2)}],
    "load_more": [{"url": "?pagina=2"}],
    "search_form": [
        {"action": "#", "placeholder": "Servizi, uffici, notizie…", "id": "prova-cerca"},
        {"action": "#", "label": "Cerca tra gli eventi", "size": "lg", "id": "prova-cerca-grande", "scope": "eventi"},
        {
            "action": "#",
            "size": "lg",
            "id": "prova-cerca-finestra",
            "input_element": "search-modal-input",
            "button_element": "search-submit",
        },
    ],
    "empty_state": [
        {
            "title": "Nessun evento in questo mese",
            "text": "Il prossimo è il 6 dicembre: l'accensione dell'albero in piazza. Intanto puoi guardare "
            "i luoghi da visitare tutto l'anno.",
            "links": [{"label": "Eventi di dicembre", "path": "#"}, {"label": "Luoghi", "path": "#"}],
        }
    ],
    "share_actions": [{"url": "https://comune.example.it/pagina/", "title": "Cambio di residenza"}],
    "local_note": [
        {
            "place": "Sarsina",
            "body": mark_safe("<p>Il martedì c'è il mercato: per lo sportello scegli un altro giorno.</p>"),
        }
    ],
    "last_update": [{"date": date(2026, 11, 3)}],
    "map_link": [{"lat": "44.1391", "lon": "12.2431", "label": "Servizi demografici"}],
    "form_errors": [{"problems": _wrong_form().problems}],
    "form_field": [{"field": bound} for bound in _wrong_form()],
    "steps": [
        {
            "items": [
                {"label": "Luogo", "state": "done"},
                {"label": "Data e orario", "state": "current"},
                {"label": "Dettagli appuntamento"},
                {"label": "Richiedente"},
                {"label": "Riepilogo"},
            ],
            "number": 2,
            "total": 5,
        }
    ],
    "municipality_card": [
        {
            "name": "Bagno di Romagna",
            "url": "#",
            "theme": "terme",
            "art": "terme",
            "facts": "6.138 abitanti, terme e foreste",
        },
        {
            "name": "Montiano",
            "url": "#",
            "theme": "grano",
            "art": "colle",
            "facts": "1.701 abitanti, colline verso il mare",
        },
        {
            "name": "Sarsina",
            "url": "#",
            "theme": "plauto",
            "art": "teatro",
            "facts": "3.602 abitanti, la città di Plauto",
        },
    ],
    "stat_number": [{"value": "95.990", "label": "abitanti", "note": "censimento 2011"}],
    "quote": [
        {
            "text": "Un ufficio si scrive una volta sola, e vale in tutta la valle.",
            "author": "Ada Fantini",
            "role": "assessora",
        }
    ],
    "table": [
        {
            "caption": "Aliquote IMU 2026",
            "head": ["Immobile", "Aliquota", "Detrazione"],
            "rows": [
                ["Abitazione principale di lusso (A/1, A/8, A/9)", "0,60 %", "200,00 €"],
                ["Seconde case e aree fabbricabili", "1,06 %", "–"],
            ],
            "row_head": True,
            "numbers": True,
        }
    ],
    "button_link": [
        {"url": "#", "label": "Prenota appuntamento"},
        {"url": "#", "label": "Tutti i servizi", "kind": "outline"},
        {"url": "#", "label": "Tutte le novità", "kind": "arrow"},
    ],
    "topic_card": [
        {
            "title": "Famiglia",
            "url": "#",
            "description": "Nidi, mense, contributi e spazi per chi cresce.",
            "items": [
                {"label": "Iscrizione al nido d'infanzia", "path": "#"},
                {"label": "Mensa scolastica", "path": "#"},
            ],
        }
    ],
    "quick_services": [
        {
            "items": [
                {"title": "Carta d'identità elettronica", "url": "#", "icon": "it-unica-document"},
                {"title": "Prenota un appuntamento", "url": "#", "icon": "it-calendar"},
                {"title": "Paga la TARI", "url": "#", "icon": "it-unica-tax"},
                {"title": "Mensa scolastica", "url": "#", "icon": "it-unica-school"},
                {"title": "Rifiuti ingombranti", "url": "#", "icon": "it-unica-waste"},
                {"title": "Cambio di residenza", "url": "#", "icon": "it-unica-home"},
            ]
        }
    ],
    "today": [
        {
            "items": [
                {"text": "Sportello anagrafe aperto fino alle 13.00", "url": "#", "icon": "it-clock"},
                {"text": "Domani raccolta di carta e cartone", "icon": "it-unica-waste"},
            ]
        }
    ],
    "landscape": [{"kind": kind} for kind in ("pianura", "terme", "ponte", "colle", "teatro", "crinale", "valle")],
    "feedback": [{"page_id": 1}],
}

SAMPLES = {name: [Sample(name, context) for context in contexts] for name, contexts in _SAMPLES.items()}
