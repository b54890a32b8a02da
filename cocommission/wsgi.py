"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocommission.settings")
application = get_wsgi_application()

from cocommission.serving.production import refuse_demonstration  # noqa: E402  (needs the apps)

refuse_demonstration()
