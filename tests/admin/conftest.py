import pytest
from django.contrib.auth.models import Group, User
from django.test import Client


def member(name: str, *groups: str, **more) -> User:
    user = User.objects.create_user(name, **{"is_staff": True, **more})
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_editor(db) -> Client:
    return logged_in(member("an-editor", "Editor"))


@pytest.fixture
def as_other_editor(db) -> Client:
    return logged_in(member("another-editor", "Editor"))


@pytest.fixture
def as_reviewer(db) -> Client:
    return logged_in(member("a-reviewer", "Reviewer"))


@pytest.fixture(autouse=True)
def index_follows(followed):
    """What is stored here shows at once in lists and their counts."""
