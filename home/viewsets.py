"""Union IT's screen for bodies: the list and the settings of each, and a form that makes a new municipality's site."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Site

from cms.background import quiet, rebuild_indexes
from cms.models import Tenant, TenantHost
from cms.models.tenant import HOSTNAME, Theme
from cms.viewsets import TenantViewSet
from home.municipalities import Order, create


class NewMunicipalityForm(forms.Form):
    """The little that a new site needs; the rest is filled in afterwards, on its own screens."""

    name = forms.CharField(label="Nome completo", max_length=120, help_text="Esempio: Comune di Roncofreddo")
    short_name = forms.CharField(label="Nome breve", max_length=60, help_text="Esempio: Roncofreddo")
    slug = forms.SlugField(
        label="Sigla nel sistema", help_text="Minuscole e trattini, non cambia più. Esempio: roncofreddo"
    )
    hostname = forms.CharField(
        label="Host del sito", validators=[HOSTNAME], help_text="Esempio: comune.roncofreddo.fc.it"
    )
    theme = forms.ChoiceField(label="Colori", choices=Theme.choices)

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if Tenant.objects.filter(slug=slug).exists():
            raise ValidationError("C'è già un ente con questa sigla.")
        return slug

    def clean_hostname(self):
        hostname = self.cleaned_data["hostname"]
        if TenantHost.objects.filter(hostname=hostname).exists():
            raise ValidationError("Su questo host risponde già un altro sito.")
        return hostname


class NewMunicipalityView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Makes site, tree, collection of files, groups and look in one step, or nothing."""

    page_title = "Nuovo Comune"
    header_icon = "site"
    model = Tenant  # its policy decides who may add
    permission_required = "add"
    index_url_name = None
    edit_url_name = None

    # The viewset hands every view the form and template of its model: this one has its own.
    def get_form_class(self):
        return NewMunicipalityForm

    def get_template_names(self):
        return ["home/new_municipality.html"]

    @cached_property
    def port(self) -> int:
        """The port on which the other sites answer."""
        return Site.objects.values_list("port", flat=True).first() or 80

    def form_valid(self, form):
        with quiet():
            tenant, _made = create(Order(**form.cleaned_data, port=self.port))
        rebuild_indexes.enqueue()
        messages.success(self.request, f"Il sito {tenant.of_name} è pronto: {tenant.root_url}/. Completa i suoi dati.")
        return redirect(self.edit_url_name, tenant.pk)


class BodyViewSet(TenantViewSet):
    add_view_class = NewMunicipalityView
    copy_view_enabled = False
