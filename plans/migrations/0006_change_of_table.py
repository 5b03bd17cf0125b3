from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0005_record"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["model", "-id"], name="change_of_table"),
        ),
    ]
