from django.urls import path
from django.views.generic import TemplateView

from frontend.account import entry, new_password, password, preferences, second_step, set_up

app_name = "account"
urlpatterns = [
    path("sign-in/", entry.sign_in, name="sign_in"),
    path("code/", entry.code, name="code"),
    path("code/again/", entry.code_again, name="code_again"),
    path("password/", password.password, name="password"),
    path("new-password/", new_password.new_password, name="new_password"),
    path("second-step/", second_step.second_step, name="second_step"),
    path("set-up/", set_up.set_up, name="set_up"),
    path("sign-out/", entry.sign_out, name="sign_out"),
    path("language/", preferences.language, name="language"),
    path("text-size/", preferences.text_size, name="text_size"),
    path("privacy/", TemplateView.as_view(template_name="account/privacy.html"), name="privacy"),
]
