"""How Django asks for a form: whole forms and fields in NHS components, bare widgets as Django has them."""

from django.forms.renderers import TemplatesSetting


class NHSRenderer(TemplatesSetting):
    """FORM_RENDERER. The admin draws widgets one by one and so keeps its own look."""

    form_template_name = "forms/form.jinja"
    formset_template_name = "forms/formset.jinja"
    field_template_name = "forms/field.jinja"
