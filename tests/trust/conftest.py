from tests.api.conftest import body

__all__ = ["body"]
