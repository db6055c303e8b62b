#!/usr/bin/env python
"""Django's command-line utility."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "diplomacy.settings")
    from articles.operating.plainly import plainly

    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except Exception as error:
        if "--traceback" in sys.argv or not (said := plainly(error)):
            raise
        sys.exit(said)


if __name__ == "__main__":
    main()
