"""How every form is drawn: GOV.UK markup, from templates/components/forms/."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input

# widget template of Django -> ours; the rest are Django's own with the classes below
WIDGET_TEMPLATES = {
    "django/forms/widgets/radio.html": "components/forms/widgets/radios.html",
    "django/forms/widgets/checkbox_select.html": "components/forms/widgets/checkboxes.html",
}


def css_class(widget: forms.Widget, *, has_errors: bool) -> str:
    """The GOV.UK classes of a widget's own element; empty where its template has them."""
    match widget:
        case forms.CheckboxInput():
            return "govuk-checkboxes__input"
        case forms.RadioSelect() | forms.CheckboxSelectMultiple():
            return ""
        case forms.Textarea():
            base = "govuk-textarea"
        case forms.Select():
            base = "govuk-select"
        case forms.FileInput():
            base = "govuk-file-upload"
        case Input():
            base = "govuk-input"
        case _:
            return ""
    return f"{base} {base}--error" if has_errors else base


class GovukBoundField(forms.BoundField):
    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if not widget.is_hidden and (ours := css_class(widget, has_errors=bool(self.errors))):
            attrs["class"] = f"{ours} {widget.attrs.get('class', '')}".strip()
        return attrs


class Renderer(TemplatesSetting):
    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"
    bound_field_class = GovukBoundField

    def get_template(self, template_name):
        return super().get_template(WIDGET_TEMPLATES.get(template_name, template_name))
