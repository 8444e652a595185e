"""Registrations with the Wagtail admin, one line each; what they register lives in `cms.viewsets`."""

from django.contrib import messages
from django.db.models import ForeignKey
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from cms import translation_report, translations, vocabularies
from cms.editing.bulk import MarkReviewed
from cms.editing.duplicate import DuplicateButton, duplicate_view
from cms.editing.guide import HelpButton, guide_view, help_address
from cms.editing.page_views import AnyPageViewSet
from cms.link_handler import QuickFileLinkHandler, QuickPageLinkHandler
from cms.models import Term
from cms.redirects import urls as redirect_urls
from cms.redirects import views as redirect_views
from cms.views.translations import TranslationsView
from cms.viewsets import TermViewSet, term_form_field

register_snippet(TermViewSet)
register_form_field_override(ForeignKey, to=Term, override=term_form_field)


@hooks.register("register_rich_text_features", order=100)
def know_links_by_publication(features):
    features.register_link_type(QuickPageLinkHandler)
    features.register_link_type(QuickFileLinkHandler)


@hooks.register("register_admin_viewset")
def page_forms():
    return AnyPageViewSet("pagine")


content_menu = Menu("register_content_menu_item", "construct_content_menu")


@hooks.register("register_admin_menu_item")
def content_menu_item():
    return SubmenuMenuItem("Contenuti", content_menu, name="contenuti", icon_name="list-ul", order=110)


@hooks.register("insert_global_admin_css")
def admin_style():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/unica.css"))


@hooks.register("insert_global_admin_js")
def scripts():
    names = ("admin/dates.js", "admin/own-save.js")
    return format_html_join("", '<script src="{}"></script>', ((static(name),) for name in names))


hooks.register("register_bulk_action", MarkReviewed)


@hooks.register("register_admin_urls")
def editing_addresses():
    return [
        path("pagine/<int:page_id>/duplica/", duplicate_view, name="unica_duplicate"),
        path("guida/", guide_view, name="unica_guide_start"),
        path("guida/<slug:key>/", guide_view, name="unica_guide"),
    ]


@hooks.register("register_admin_menu_item")
def guide_menu_item():
    return MenuItem("Guida", reverse("unica_guide_start"), name="guida", icon_name="help", order=900)


@hooks.register("register_admin_urls")
def redirect_addresses():
    return redirect_urls.urlpatterns


hooks.register("register_admin_menu_item", redirect_views.menu_entry)


@hooks.register("register_page_listing_more_buttons")
def duplicate_in_lists(page, user, next_url=None):
    yield DuplicateButton(page=page, priority=19)


@hooks.register("register_page_header_buttons")
def duplicate_in_editor(page, user, view_name, next_url=None):
    yield DuplicateButton(page=page, priority=29)
    if view_name != "index":
        yield HelpButton(page=page, url=help_address(page.specific_class or Page), priority=95)


@hooks.register("before_bulk_action")
def refuse_all_at_once(request, action_type, objects, action):
    """«All in this list», outside the explorer, would mean every page that a person may touch, not those listed."""
    if "all" not in request.GET.getlist("id") or request.GET.get("childOf") or Page not in action.models:
        return None
    messages.error(request, "Qui le pagine si scelgono una schermata alla volta: non ho fatto niente.")
    return redirect(request.META.get("HTTP_REFERER") or "wagtailadmin_home")


@hooks.register("before_bulk_action")
def refuse_incomplete_pages(request, action_type, objects, action):
    """A bulk publication stops before it starts when a page lacks a mandatory part, and says which."""
    if action_type != "publish":
        return None
    incomplete = [(page.title, missing) for page in _to_publish(objects, action) if (missing := _missing(page))]
    for title, missing in incomplete:
        messages.error(request, f"«{title}» non è completa. {' '.join(missing.values())}")
    return redirect(request.META.get("HTTP_REFERER") or "wagtailadmin_home") if incomplete else None


@hooks.register("register_admin_urls")
def translations_url():
    return [path("traduzioni/", TranslationsView.as_view(), name="translations")]


class TranslationsMenuItem(MenuItem):
    def is_shown(self, request):
        return translation_report.tenants_of(request.user).exists()


@hooks.register("register_reports_menu_item")
def translations_menu_item():
    return TranslationsMenuItem(
        "Traduzioni", reverse("translations"), name="translations", icon_name="wagtail-localize-language", order=10
    )


@hooks.register("construct_reports_menu")
def hide_report_of_every_body(request, items):
    """The report of wagtail-localize shows the pages of all bodies: ours takes its place."""
    items[:] = [item for item in items if item.url != reverse("wagtail_localize:translations_report")]


@hooks.register("before_edit_page", order=-1)
def refuse_half_translated_page(request, page):
    """Publishing a translation that still lacks texts: wagtail-localize would fill the gaps with Italian."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    found = translations.untranslated(page)
    if found:
        messages.error(request, translations.INCOMPLETE % found)
    return redirect("wagtailadmin_pages:edit", page.pk) if found else None


def _to_publish(pages, action):
    """The pages chosen and, where asked, the drafts below them."""
    yield from pages
    if action.get_execution_context().get("include_descendants"):
        for page in pages:
            yield from page.get_descendants().not_live().specific()


def _missing(page) -> dict[str, str]:
    latest = page.get_latest_revision_as_object() if hasattr(page, "get_latest_revision_as_object") else page
    return latest.missing_parts() if hasattr(latest, "missing_parts") else {}


@hooks.register("before_delete_snippet")
def keep_terms_in_use(request, instances):
    """A term that something uses is retired, not deleted: say so before asking for confirmation."""
    used = [term for term in instances if isinstance(term, Term) and vocabularies.is_in_use(term)]
    for term in used:
        messages.error(request, f"«{term}» è in uso e non si può eliminare. Puoi ritirarlo: resta dov'è già.")
    return redirect("wagtailsnippets_cms_term:list") if used else None
