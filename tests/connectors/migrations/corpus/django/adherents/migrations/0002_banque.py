from django.db import migrations, models


def forwards(apps, schema_editor):
    Adherent = apps.get_model('adherents', 'Adherent')
    Adherent.objects.filter(pk=1).update(matricule='269054958815780')  # => data adherents_adherent.matricule [NIR]
    for adherent in Adherent.objects.all():
        adherent.save()


FIELDS = ['iban', 'bic']


class Migration(migrations.Migration):

    dependencies = [('adherents', '0001_initial')]

    operations = [
        migrations.AddField(
            model_name='adherent',
            name='telephone',  # => add adherents_adherent.mobile
            field=models.CharField(max_length=20, help_text="numéro de portable"),
        ),
        *[
            migrations.AddField('adherent', name, models.CharField(max_length=34))  # => add adherents_adherent.iban => add adherents_adherent.bic
            for name in FIELDS
        ],
        migrations.RenameField(
            model_name='adherent',
            old_name='naissance',
            new_name='date_naissance',
        ),
        migrations.RenameField(
            model_name='adherent',
            old_name='telephone',
            new_name='mobile',
        ),
        migrations.AlterField(
            model_name='contrat',
            name='reference',  # => alter contrat_collectif.reference
            field=models.CharField(max_length=40, unique=True),
        ),
        migrations.RemoveField(model_name='adherent', name='conjoint'),  # => drop adherents_adherent.conjoint_id
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.RunSQL(
            sql="""
                CREATE VIEW v_adherents AS -- =>@+1 view v_adherents.id < adherents_adherent.id:same
                SELECT id, iban FROM adherents_adherent -- => view v_adherents.iban < adherents_adherent.iban:same
            """,
            reverse_sql='DROP VIEW v_adherents',  # => drop v_adherents. (down)
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL('ALTER TABLE ctr ADD COLUMN courriel varchar(120)'),  # => add contrat_collectif.courriel
            ],
            state_operations=[
                migrations.AddField('contrat', 'courriel', models.EmailField(null=True)),
            ],
        ),
        migrations.AlterModelTable(name='contrat', table='contrat_collectif'),  # => rename contrat_collectif.
        migrations.AlterModelOptions(name='adherent', options={'ordering': ['-id']}),
    ]
