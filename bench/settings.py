"""The settings that are measured: those of production, but over plain http and on a database of its own."""

from yotplan.settings import *  # noqa: F403
from yotplan.settings import BASE_DIR, DATABASES, MIDDLEWARE

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bench.site"
STATIC_ROOT = BASE_DIR / "static"
MIDDLEWARE = ["bench.site.count_queries", *MIDDLEWARE]
DATABASES["default"]["CONN_MAX_AGE"] = None  # as in production; YOTPLAN_DEBUG opens it anew
