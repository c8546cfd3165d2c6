"""droits et copies

Revision ID: r2
Revises: r1, r1b
"""
import sqlalchemy as sa
from alembic import op

revision = "r2"
down_revision = ("r1", "r1b")

insured = sa.table(
    "assure", sa.column("id", sa.Integer), sa.column("nir", sa.String), sa.column("nom", sa.String)
)
ROWS = [
    {"id": 1, "nir": "2 69 05 49 588 157 80", "nom": "test"},
    {"id": 2, "nir": "1850578006084", "nom": "autre"},
]


def upgrade():
    bind = op.get_bind()
    op.create_table("assure", *(sa.Column(n, sa.Text()) for n in ("id", "nir", "nom")))  # => add assure.id => add assure.nir
    op.bulk_insert(insured, ROWS)  # => data assure.nir [NIR] => data assure.id
    bind.execute(  # => data assure.nir [NIR]
        sa.text("INSERT INTO assure (nom, nir) VALUES (:nom, :nir)"),
        {"nom": "x", "nir": "269054958815780"},
    )
    op.create_table("export_assure", sa.Column("matricule", sa.String(15)))  # => add extraction.matricule
    if bind.dialect.name == "postgresql":
        op.execute("ALTER TABLE assure ENABLE ROW LEVEL SECURITY")  # => rls_on assure.
    else:
        print("no row security")
    op.rename_table("export_assure", "extraction")
    try:
        op.drop_column("assure", "nom")
    except Exception:
        pass


def downgrade():
    raise NotImplementedError
