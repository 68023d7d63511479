"""The ordinary tests that hold a fault run as they do by themselves, and leave nothing that stops them later."""

from config.embedded.keys import MAKERS
from tests.chaos.fleet import PROJECT
from tests.chaos.ordinary import environment_of_tests


def test_they_bring_their_own_database_and_its_keys():
    of_the_faults = dict.fromkeys(("DATABASE_URL", "LOG_LEVEL", *MAKERS), "of the faults")
    told = environment_of_tests({"PATH": "/bin", "DATA_DIR": "var/chaos", **of_the_faults})
    assert told == {"PATH": "/bin", "DATA_DIR": str(PROJECT / "var/test"), "EMBEDDED_POSTGRES_FSYNC": "off"}
