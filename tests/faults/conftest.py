from tests.web.conftest import archive, son_lammy

__all__ = ["archive", "son_lammy"]
