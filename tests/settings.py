"""The settings of production, as far as tests can have them: plain http, cheap passwords."""

import os

os.environ.pop("YOTPLAN_DEBUG", None)
os.environ.setdefault("YOTPLAN_SECRET_KEY", "of-the-tests-" + "x" * 50)

from yotplan.settings import *  # noqa: F403

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # static files as they lie in the checkout
