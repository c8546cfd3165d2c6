ALTER TABLE assure RENAME TO beneficiaire; -- => rename beneficiaire.
ALTER TABLE beneficiaire RENAME COLUMN nom TO nom_famille; -- => rename beneficiaire.nom_famille
