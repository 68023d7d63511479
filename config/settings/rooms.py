"""What the rooms read: keys for personal data, the geocoder, the pilot county."""

from config import env
from config.settings.base import DATA_DIR, DEMO

# Personal data at rest: keys by id (the first is current) and the key of the look-up index.
FIELD_KEYS = env.keys("FIELD_KEYS")
INDEX_KEY = env.key("INDEX_KEY")
# AES-256-GCM and SHA-256, or the national SM4 (GCM) and SM3. The cipher may change (manage.py reseal), the digest of
# the index is chosen before a county's first row.
FIELD_CIPHER = env.choice("FIELD_CIPHER", {"aes", "sm4"}, "aes")
INDEX_DIGEST = env.choice("INDEX_DIGEST", {"sha256", "sm3"}, "sha256")

# What people write about an order lies sealed. False only while processes of a release run that cannot read it yet
# (docs/adr/0043); ``manage.py reseal`` seals what was written until then.
SEAL_WORDS = env.flag("SEAL_WORDS", True)

# The county that a host without a county of its own serves.
COUNTY = env.text("COUNTY", "431127")

# geopy's provider for addresses: none, nominatim, baidu, amap or tianditu.
GEOCODER = env.choice("GEOCODER", {"none", "nominatim", "baidu", "amap", "tianditu"}, "none")
GEOCODER_KEY = env.text("GEOCODER_KEY", "")
GEOCODER_URL = env.text("GEOCODER_URL", "")
GEOCODER_TIMEOUT_SECONDS = env.integer("GEOCODER_TIMEOUT_SECONDS", 2, at_least=1)

# Officers sign in with a code of an authenticator app beside the password; demo mode leaves it to each of them.
SECOND_STEP_REQUIRED = not DEMO
# What officers' passwords must be like: asvs or dengbao (``agents/passwords/policy.py``); in how many browsers at once.
PASSWORD_POLICY = env.choice("PASSWORD_POLICY", {"asvs", "dengbao"}, "asvs")
OFFICER_SESSIONS_MAX = env.integer("OFFICER_SESSIONS_MAX", 2, at_least=1)
# Where photos lie: outside everything that is served as a file. Hosts of a fleet share it.
MEDIA_ROOT = env.text("MEDIA_ROOT", str(DATA_DIR / "media"))
