"""No view of the admin answers a session that has not given a second factor."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from staff import second_factor


class SecondFactorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if getattr(request, "is_dummy", False) or not request.path_info.startswith("/admin/"):
            return None
        name = request.resolver_match.view_name
        if name in second_factor.ENTRANCE:
            return None
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
        if second_factor.is_given(request):
            return None
        if second_factor.is_set_up(request.user):  # a session older than the factor, or made in another way
            return redirect("account_logout")
        return None if name in second_factor.ENROLMENT else redirect("mfa_activate_totp")
