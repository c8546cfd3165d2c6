ALTER TABLE sante.assure ADD COLUMN iban varchar(34), ADD bic text DEFAULT '', DROP COLUMN IF EXISTS absent,
  ALTER COLUMN nom TYPE text, ADD CONSTRAINT u UNIQUE (nir), ALTER naissance SET NOT NULL;
ALTER TABLE sante.assure RENAME COLUMN naissance TO date_naissance;
ALTER TABLE sante.trace RENAME TO journal;
CREATE SCHEMA archive;
ALTER TABLE sante.journal SET SCHEMA archive;
CREATE TABLE archive.copie AS SELECT a.id AS assure, a.nir AS numero, m.* FROM sante.assure a JOIN sante.mutuelle m ON m.id = a.mutuelle_id WITH NO DATA;
