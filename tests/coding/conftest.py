from tests.web.conftest import archive, english, son_lammy

__all__ = ["archive", "english", "son_lammy"]
