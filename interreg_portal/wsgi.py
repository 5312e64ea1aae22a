"""The entry for web servers."""

import os

from core.frames import with_room
from interreg_portal import later

later.install()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - what it reads may wait from here on

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interreg_portal.settings.production")

application = with_room(get_wsgi_application())

from interreg_portal import warming  # noqa: E402 - its tables are there once Django is set up

warming.warm(application)
