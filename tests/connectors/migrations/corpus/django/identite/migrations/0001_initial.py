import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from encrypted_model_fields.fields import EncryptedCharField


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("adherents", "0002_banque"),
    ]
    operations = [
        migrations.CreateModel(  # => link identite_justificatif.contrat_id => link identite_justificatif.depose_par_id
            name="Justificatif",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),  # => add identite_justificatif.id
                ("contrat", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to="adherents.contrat")),  # => add identite_justificatif.contrat_id
                ("piece", EncryptedCharField(max_length=60)),  # => add identite_justificatif.piece => encrypt identite_justificatif.piece
                ("depose_par", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),  # => add identite_justificatif.depose_par_id
            ],
        ),
        migrations.DeleteModel("Inconnu"),  # => drop identite_inconnu.
    ]
