"""Django's settings, by subject. Every value that differs between places comes through ``config.env``."""

from config.settings.base import *  # noqa: F403
from config.settings.channels import *  # noqa: F403
from config.settings.http import *  # noqa: F403
from config.settings.logs import *  # noqa: F403
from config.settings.rooms import *  # noqa: F403
from config.settings.telling import *  # noqa: F403
from config.settings.tiles import *  # noqa: F403
