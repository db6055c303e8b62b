"""What a WSGI server starts: for readers, so DEBUG is off unless the environment itself turns it on."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "diplomacy.settings")
os.environ.setdefault("DEBUG", "0")
application = get_wsgi_application()
