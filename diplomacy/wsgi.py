"""What a WSGI server starts: for readers, so DEBUG is off unless the environment itself turns it on."""

import logging
import os
import sys

from django.core.wsgi import get_wsgi_application

from articles.datafiles import LexiconError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "diplomacy.settings")
os.environ.setdefault("DEBUG", "0")
try:
    application = get_wsgi_application()

    from articles.operating.serving import made_ready

    made_ready()
except LexiconError as error:
    logging.getLogger(__name__).critical("A data file is broken; the archive does not start. %s", error)
    sys.exit(3)  # by which gunicorn knows that starting another worker would not help
