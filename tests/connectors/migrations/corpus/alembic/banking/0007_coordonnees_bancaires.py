"""Coordonnées bancaires des professionnels

Revision ID: 7c1e5a
Revises: 41b0aa
Create Date: 2025-03-04 10:12:00
"""
from textwrap import dedent

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy_utils import StringEncryptedType

revision: str = "7c1e5a"
down_revision: str | None = "41b0aa"

SCHEMA = "remboursement"
BANK = [
    sa.Column("etablissement", sa.String(5)),  # => add remboursement.rib_ps.etablissement
    sa.Column("cle", sa.String(length=2), comment="clé RIB"),  # => add remboursement.rib_ps.cle
]
CONTACT = {"tel_fixe": sa.Unicode(20), "courriel": sa.Text()}


def trail():
    yield sa.Column("cree_le", sa.DateTime(timezone=True), server_default=sa.func.now())  # => add remboursement.rib_ps.cree_le
    yield sa.Column("maj_le", sa.DateTime)  # => add remboursement.rib_ps.maj_le


def _with_bic(table, *, schema=SCHEMA):
    op.add_column(table, sa.Column("bic", sa.CHAR(11)), schema=schema)  # => add remboursement.caisse.bic


def upgrade() -> None:
    op.create_table(
        "rib_ps",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),  # => add remboursement.rib_ps.id
        sa.Column(
            "titulaire",  # => add remboursement.rib_ps.titulaire
            sa.String(80),
            nullable=False,
        ),
        *BANK,
        *trail(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rib_ps")),
        schema=SCHEMA,
        comment="RIB des professionnels de santé",
    )
    for name, kind in CONTACT.items():
        op.add_column("cabinet", sa.Column(name, kind, nullable=True))  # => add cabinet.tel_fixe => add cabinet.courriel
    _with_bic("caisse")
    with op.batch_alter_table("assure", schema=SCHEMA) as batch:
        batch.add_column(sa.Column("nir_ouvrant_droit", sa.String(15)))  # => add remboursement.assure.nir_ouvrant_droit
        batch.create_index("ix_assure_nir", ["nir_ouvrant_droit"])
        batch.alter_column("nom", new_column_name="nom_famille")  # => rename remboursement.assure.nom_famille
    op.add_column(
        "beneficiaire",
        sa.Column("iban", StringEncryptedType(sa.String, "k"), nullable=True),  # => add beneficiaire.iban => encrypt beneficiaire.iban
    )
    op.execute(
        """
        ALTER TABLE cabinet
            ADD COLUMN siret char(14), -- => add cabinet.siret
            ADD COLUMN finess varchar(9); /* => add cabinet.finess */
        """
    )
    op.execute(
        "ALTER TABLE cabinet "
        "ADD COLUMN rpps "  # => add cabinet.rpps
        "varchar(11)"
    )
    for table in ("cabinet_hist", "cabinet_arch"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN adeli varchar(9)")  # => add cabinet_hist.adeli => add cabinet_arch.adeli
    op.execute(sa.text(dedent("""
        GRANT SELECT -- => grant cabinet. portail_ps
        ON cabinet TO portail_ps
    """)))
    op.create_index("ix_cabinet_siret", "cabinet", ["siret"])
    op.create_check_constraint("ck_rpps", "cabinet", "length(rpps) = 11")


def downgrade() -> None:
    op.drop_column("beneficiaire", "iban")  # => drop beneficiaire.iban (down)
    op.drop_table("rib_ps", schema=SCHEMA)  # => drop remboursement.rib_ps. (down)
