"""The groups of the desk: a Reviewer confirms and rejects, an Editor does everything but manage users."""

from django.db import migrations

READ = (
    "account",
    "agreement",
    "article",
    "articleversion",
    "country",
    "evidence",
    "fact",
    "meeting",
    "official",
    "officialname",
    "report",
    "ruling",
    "slugredirect",
    "tenure",
    "topic",
)
REVIEWER = [("ruling", "review"), *((model, f"view_{model}") for model in READ)]
EDITOR = [
    *REVIEWER,
    ("ruling", "edit"),
    ("report", "change_report"),
    *((model, f"{act}_{model}") for model in ("agreement", "official") for act in ("add", "change")),
    ("country", "change_country"),
    ("topic", "change_topic"),
]


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name, wanted in (("Reviewer", REVIEWER), ("Editor", EDITOR)):
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*(permission(apps, model, codename) for model, codename in wanted))


def permission(apps, model, codename):
    """The permission, made if need be: Django makes them only after all migrations have run."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    kind, _ = ContentType.objects.get_or_create(app_label="articles", model=model)
    act = codename.split("_")[0]
    meta = apps.get_model("articles", model)._meta
    name = dict(meta.permissions).get(codename, f"Can {act} {meta.verbose_name_raw}")
    found, _ = Permission.objects.get_or_create(content_type=kind, codename=codename, defaults={"name": name[:255]})
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_rulings_of_one_act_and_reports"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
