"""Where everything is; each app names its own pages."""

from functools import partial

from django.contrib.auth import views as auth
from django.urls import include, path
from django.views import defaults

from plans.forms_people import SignInForm
from plans.views_site import healthz

handler403 = partial(defaults.permission_denied, template_name="errors/403.html")
handler404 = partial(defaults.page_not_found, template_name="errors/404.html")
handler500 = partial(defaults.server_error, template_name="errors/500.html")

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path(
        "login/",
        auth.LoginView.as_view(authentication_form=SignInForm, redirect_authenticated_user=True),
        name="login",
    ),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("password/", auth.PasswordChangeView.as_view(), name="password_change"),
    path("password/done/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("", include("reports.urls")),
    path("", include("indicators.urls")),
    path("", include("plans.urls")),
]
