from django.db import migrations, models
import django.core.validators
import django.db.models.deletion


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(  # => link adherents_adherent.conjoint_id
            name='Adherent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True)),  # => add adherents_adherent.id
                ('matricule', models.CharField(max_length=15, verbose_name='numéro de sécurité sociale')),  # => add adherents_adherent.matricule
                ('civilite', models.CharField(choices=[('M', 'Monsieur'), ('MME', 'Madame')], max_length=3)),  # => add adherents_adherent.civilite
                ('naissance', models.DateField(blank=True, null=True, db_column='dt_nais')),  # => add adherents_adherent.dt_nais
                ('conjoint', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='adherents.adherent')),  # => add adherents_adherent.conjoint_id
            ],
            options={
                'verbose_name': 'adhérent',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Contrat',
            fields=[
                ('id', models.AutoField(primary_key=True)),  # => add ctr.id
                ('titulaires', models.ManyToManyField(to='adherents.Adherent')),  # => add ctr_titulaires.id => add ctr_titulaires.contrat_id => add ctr_titulaires.adherent_id => link ctr_titulaires.adherent_id => link ctr_titulaires.contrat_id
                ('reference', models.CharField(max_length=20, unique=True)),  # => add ctr.reference
            ],
            options={'db_table': 'ctr'},
        ),
        migrations.CreateModel(
            name='AdherentProxy',
            fields=[],
            options={'proxy': True, 'indexes': []},
            bases=('adherents.adherent',),
        ),
        migrations.AddIndex(
            model_name='adherent',
            index=models.Index(fields=['matricule'], name='idx_mat'),
        ),
    ]
