"""Admin screens of union IT for what everybody shares: bodies and vocabularies."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from cms.editing.snippet_views import CarefulSnippetViewSet, SnippetCreateView
from cms.forms import TermField
from cms.guard import ACTIONS
from cms.models import Tenant, Term
from cms.staff import working_body


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


def term_form_field(key) -> dict:
    """How a key to a term is chosen: within its vocabulary, or in Wagtail's window where it may be any (a term above)."""
    return {"form_class": TermField} if key.get_limit_choices_to() else {"widget": AdminSnippetChooser(Term)}


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
                    FieldPanel("large_transparency"),
                    FieldPanel("register_url"),
                    InlinePanel("hosts", label="Host"),
                ],
                heading="Codici e collegamenti",
            ),
        ]
    )


class OwnBodyChooseMixin:
    """Choosers offer only the rows that the user's roles reach: Wagtail's ask for no right at all."""

    def get_object_list(self):
        policy = policy_registry.get_by_type(self.model_class)
        return super().get_object_list() & policy.instances_user_has_any_permission_for(self.request.user, ACTIONS)


class OwnBodyChooseView(OwnBodyChooseMixin, ChooseView):
    pass


class OwnBodyChooseResultsView(OwnBodyChooseMixin, ChooseResultsView):
    pass


class OwnBodyChooserViewSet(SnippetChooserViewSet):
    choose_view_class = OwnBodyChooseView
    choose_results_view_class = OwnBodyChooseResultsView


class OwnBodyCreateView(SnippetCreateView):
    """The body of a new row is the one the user works for, whatever a form says."""

    def get_initial_form_instance(self):
        policy = policy_registry.get_by_type(self.model)
        instance = super().get_initial_form_instance() or self.model()
        instance.tenant = working_body(self.request, policy.bodies(self.request.user, {"add"}))
        return instance


class TenantSnippetViewSet(CarefulSnippetViewSet):
    """For snippets that belong to a body (`tenant`): lists, choosers and new rows stay within the user's bodies."""

    add_view_class = OwnBodyCreateView
    copy_view_enabled = False
    chooser_viewset_class = OwnBodyChooserViewSet

    def get_queryset(self, request):
        policy = policy_registry.get_by_type(self.model)
        return policy.instances_user_has_any_permission_for(request.user, ACTIONS).select_related("tenant")
