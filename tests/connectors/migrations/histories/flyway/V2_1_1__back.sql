ALTER TABLE beneficiaire RENAME TO assure; -- => rename assure.
