"""Which settings nobody may be shown (S22)."""

import re

from django.views.debug import SafeExceptionReporterFilter


class SecretFilter(SafeExceptionReporterFilter):
    """Django's words and ours: a URL of a service carries its password, an account file its key."""

    hidden_settings = re.compile(
        "API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|HTTP_COOKIE|_URL|ACCOUNT|DATABASES|CHANNEL_LAYERS",
        flags=re.IGNORECASE,
    )
