"""Forms of signing in, of accounts and of roles."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.contrib.auth.validators import UnicodeUsernameValidator

from plans.models import Role, Service, User
from plans.rules.access import Position


def _text(**attrs) -> forms.TextInput:
    return forms.TextInput({"spellcheck": "false"} | attrs)


class SignInForm(AuthenticationForm):
    """The sign-in name and the password."""

    error_messages = {
        "invalid_login": "That sign-in name and password do not belong together: check both, "
        "capitals too, and try again.",
        "inactive": "This account is closed.",
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        name, password = self.fields["username"], self.fields["password"]
        name.label = "Sign-in name"
        name.error_messages["required"] = "Enter your sign-in name."
        password.error_messages["required"] = "Enter your password."


class UserForm(forms.Form):
    """One account. When it is changed, an empty password leaves the old one."""

    username = forms.CharField(
        label="Sign-in name",
        max_length=150,
        validators=[
            UnicodeUsernameValidator(
                message="Write the sign-in name with letters, digits and @ . + - _ only."
            )
        ],
        widget=_text(autocomplete="off", autocapitalize="none"),
        help_text="Letters, digits and @ . + - _ only.",
        error_messages={"required": "Enter a sign-in name."},
    )
    job_title = forms.CharField(
        label="Role shown",
        max_length=80,
        required=False,
        widget=_text(),
        help_text=User._meta.get_field("job_title").help_text,
    )
    position = forms.ChoiceField(
        label="Position",
        choices=[(p.value, p.label) for p in Position],
        widget=forms.RadioSelect,
        help_text=User._meta.get_field("position").help_text,
        error_messages={"required": "Choose what this person does here."},
    )
    roles = forms.ModelMultipleChoiceField(
        label="Roles held now",
        queryset=Role.objects.select_related("service"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="An action owner records updates on the actions that these roles own.",
    )
    is_active = forms.BooleanField(
        label="Open",
        required=False,
        initial=True,
        help_text="Nobody can sign in with a closed account; what was recorded with it stays.",
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password."},
    )

    def __init__(self, *args, is_new: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        password = self.fields["password"]
        password.help_text = " ".join(password_validators_help_texts())
        if not is_new:
            password.required = False
            password.label = "New password"
            password.help_text = f"Leave this empty to keep the old one. {password.help_text}"


class RoleForm(forms.Form):
    """The names of one role, and, where there are several services, whose it is."""

    service = forms.ModelChoiceField(
        label="Service",
        queryset=Service.objects.all(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a service."},
    )
    name = forms.CharField(
        label="Name",
        max_length=120,
        widget=_text(),
        help_text="The one name under which it is shown everywhere.",
        error_messages={"required": "Enter the name of the role."},
    )
    aliases = forms.CharField(
        label="Other names",
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Names under which documents speak of it, one on a line.",
    )

    def __init__(self, *args, is_new: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        services = list(Service.objects.all()[:2])
        if not is_new or len(services) == 1:
            del self.fields["service"]
            self.service = services[0] if services else None

    def clean_aliases(self) -> list[str]:
        aliases = [line.strip() for line in self.cleaned_data["aliases"].splitlines()]
        if long := next((alias for alias in aliases if len(alias) > 120), None):
            raise forms.ValidationError(f"“{long[:40]}…” is longer than 120 letters: shorten it.")
        return [alias for alias in aliases if alias]

    def chosen_service(self) -> Service:
        """The one that was chosen, or the only one."""
        return self.cleaned_data.get("service") or self.service
