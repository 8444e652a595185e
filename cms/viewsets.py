"""Admin screens of union IT for what everybody shares: bodies and vocabularies."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.models import Tenant, Term


class TermViewSet(SnippetViewSet):
    """Vocabularies: add, rename, retire. A term in use cannot be deleted, only retired."""

    model = Term
    icon = "tag"
    menu_label = "Vocabolari"
    menu_order = 300
    add_to_admin_menu = True
    list_display = ["label", "vocabulary", "key", "parent", "is_retired"]
    list_filter = ["vocabulary", "is_retired"]
    search_fields = ["label", "label_en", "key"]
    list_per_page = 50
    panels = [
        FieldPanel("vocabulary"),
        FieldPanel("key"),
        FieldPanel("label"),
        FieldPanel("label_en"),
        FieldPanel("page_title"),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("sort_order")]),
        FieldPanel("parent"),
        FieldPanel("is_retired"),
    ]


class TenantViewSet(SnippetViewSet):
    """Bodies: names, contacts, look, links."""

    model = Tenant
    icon = "site"
    menu_label = "Enti"
    menu_order = 290
    add_to_admin_menu = True
    list_display = ["name", "kind", "theme", "is_demo"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("short_name"),
                    FieldPanel("motto"),
                    FieldPanel("emblem"),
                    FieldPanel("theme"),
                    FieldPanel("english_enabled"),
                    MultiFieldPanel(
                        [
                            FieldPanel("patron_saint"),
                            FieldRowPanel([FieldPanel("patron_day"), FieldPanel("patron_month")]),
                        ],
                        "Patrono",
                    ),
                    InlinePanel("quick_searches", label="Forse stavi cercando"),
                ],
                heading="Identità",
            ),
            ObjectList(
                [
                    FieldPanel("street"),
                    FieldRowPanel([FieldPanel("cap"), FieldPanel("city"), FieldPanel("province")]),
                    FieldRowPanel([FieldPanel("phone"), FieldPanel("toll_free"), FieldPanel("whatsapp")]),
                    FieldRowPanel([FieldPanel("email"), FieldPanel("pec")]),
                    FieldPanel("public_relations_office"),
                    InlinePanel("social_links", label="Canali social"),
                ],
                heading="Contatti",
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("istat_code"), FieldPanel("ipa_code")]),
                    FieldRowPanel([FieldPanel("cadastral_code"), FieldPanel("tax_code")]),
                    FieldPanel("region_name"),
                    FieldPanel("region_url"),
                    FieldPanel("accessibility_url"),
                    FieldPanel("privacy_url"),
                    FieldPanel("transparency_url"),
                    FieldPanel("register_url"),
                    InlinePanel("hosts", label="Host"),
                ],
                heading="Codici e collegamenti",
            ),
        ]
    )
