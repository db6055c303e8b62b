from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_country_aliases"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="side",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="whose press or government says so",
                max_length=12,
                verbose_name="side",
            ),
        ),
    ]
