from django.db import migrations, models

from plans import guards


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0002_trusted"),
    ]

    operations = [
        migrations.RunPython(guards.lift, guards.install),
        migrations.AddField(
            model_name="indicator",
            name="people",
            field=models.CharField(
                choices=[
                    ("caseload", "children or victims, as cases"),
                    ("attributes", "what children are, need or say"),
                    ("nobody", "no child and no victim"),
                ],
                default="caseload",
                help_text="Small numbers of children are held back from the public",
                max_length=10,
                verbose_name="whom it counts",
            ),
        ),
        migrations.AddField(
            model_name="sourcetable",
            name="people",
            field=models.CharField(
                choices=[
                    ("caseload", "children or victims, as cases"),
                    ("attributes", "what children are, need or say"),
                    ("nobody", "no child and no victim"),
                ],
                default="caseload",
                max_length=10,
                verbose_name="whom it counts",
            ),
        ),
        migrations.RunPython(guards.install, guards.lift),
    ]
