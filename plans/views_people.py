"""Accounts and roles, for administrators."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.generic import FormView

from plans.asat import today
from plans.forms_people import RoleForm, UserForm
from plans.models import Role
from plans.problems import NotThere
from plans.selectors.people import account_lines, accounts, role_lines, roles_of
from plans.services.errors import Refused
from plans.services.people import add_role, add_user, change_role, change_user


def user_list(request: HttpRequest) -> HttpResponse:
    context = {"title": "Accounts", "lines": account_lines(as_at=today())}
    return TemplateResponse(request, "plans/user_list.html", context)


def role_list(request: HttpRequest) -> HttpResponse:
    context = {"title": "Roles", "lines": role_lines(as_at=today())}
    return TemplateResponse(request, "plans/role_list.html", context)


class Kept(FormView):
    """A form whose content a service keeps; what it refuses is shown beside what was typed."""

    template_name = "plans/person_form.html"
    list_label = ""
    is_new = True

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"is_new": self.is_new}

    def get_context_data(self, **kwargs) -> dict:
        crumbs = [{"label": self.list_label, "url": self.success_url}, {"label": self.heading()}]
        return super().get_context_data(
            title=self.heading(), crumbs=crumbs, back_url=self.success_url, **kwargs
        )

    def form_valid(self, form) -> HttpResponse:
        recorded = {"by": self.request.user, "at": timezone.now()}  # noqa: TID251
        try:
            sentence = self.keep(form, recorded)
        except Refused as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, sentence)
        return redirect(self.get_success_url())

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class UserAdd(Kept):
    form_class = UserForm
    success_url = reverse_lazy("plans:user-list")
    list_label = "Accounts"

    def heading(self) -> str:
        return "Add an account"

    def keep(self, form: UserForm, recorded: dict) -> str:
        user = add_user(**form.cleaned_data, **recorded)
        return f"The account {user.username} was added."


class UserChange(UserAdd):
    is_new = False

    def setup(self, request: HttpRequest, pk: int, **kwargs) -> None:
        super().setup(request, pk=pk, **kwargs)
        self.account = accounts().filter(pk=pk).first()

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.account is None:
            raise NotThere("There is no such account.")
        return super().dispatch(request, *args, **kwargs)

    def heading(self) -> str:
        return f"Account {self.account.username}"

    def get_initial(self) -> dict:
        account = self.account
        return {
            "username": account.username,
            "job_title": account.job_title,
            "position": account.position,
            "is_active": account.is_active,
            "roles": [role.pk for role in roles_of(account, as_at=today())],
        }

    def keep(self, form: UserForm, recorded: dict) -> str:
        user = change_user(self.account, **form.cleaned_data, **recorded)
        if user == self.request.user:
            update_session_auth_hash(self.request, user)  # else a new password signs one out
        return f"The account {user.username} was changed."


class RoleAdd(Kept):
    form_class = RoleForm
    success_url = reverse_lazy("plans:role-list")
    list_label = "Roles"

    def heading(self) -> str:
        return "Add a role"

    def keep(self, form: RoleForm, recorded: dict) -> str:
        names = {"name": form.cleaned_data["name"], "aliases": form.cleaned_data["aliases"]}
        role = add_role(form.chosen_service(), **names, **recorded)
        return f"The role {role.name} was added."


class RoleChange(RoleAdd):
    is_new = False

    def setup(self, request: HttpRequest, pk: int, **kwargs) -> None:
        super().setup(request, pk=pk, **kwargs)
        self.role = Role.objects.filter(pk=pk).first()

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.role is None:
            raise NotThere("There is no such role.")
        return super().dispatch(request, *args, **kwargs)

    def heading(self) -> str:
        return self.role.name

    def get_initial(self) -> dict:
        aliases = self.role.aliases.values_list("name", flat=True)
        return {"name": self.role.name, "aliases": "\n".join(aliases)}

    def keep(self, form: RoleForm, recorded: dict) -> str:
        names = {"name": form.cleaned_data["name"], "aliases": form.cleaned_data["aliases"]}
        role = change_role(self.role, **names, **recorded)
        return f"The role {role.name} was changed."
