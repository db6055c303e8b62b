import pytest
from django.contrib.auth.models import Group, User


@pytest.fixture
def editor(groups) -> User:
    user = User.objects.create_user("an-editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    return user


@pytest.fixture
def other_editor(groups) -> User:
    user = User.objects.create_user("another-editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    return user


@pytest.fixture(autouse=True)
def index_follows(followed):
    """What is stored here shows at once in lists and their counts."""
