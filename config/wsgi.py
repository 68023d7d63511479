"""The pages and the API as a WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
# Every view, now: Django would leave it to the first request, and whoever comes first would wait for half a second.
len(get_resolver().url_patterns)

# What is loaded by now stays, and what a request leaves behind is mostly freed without the collector. By default it
# looks around every 700 objects, several times in each claim, and now and then through everything (ADR 11).
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
