CREATE VIEW sante.v AS SELECT a.id, a.nir, a.nom, upper(a.nom) AS majuscule FROM sante.assure a;
CREATE VIEW sante.v2 (n, total) AS WITH x AS (SELECT nir, count(*) c FROM sante.v GROUP BY nir) SELECT * FROM x;
CREATE MATERIALIZED VIEW archive.mv AS SELECT numero, raison_sociale FROM archive.copie WITH NO DATA;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['base', 'mutuelle'] LOOP
    EXECUTE format('ALTER TABLE sante.%I ADD COLUMN IF NOT EXISTS maj_par text', t);
  END LOOP;
  IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'jamais') THEN
    ALTER TABLE sante.mutuelle ADD COLUMN siret char(14);
  END IF;
END $$;
CREATE TEMP TABLE t AS SELECT 1 AS x;
SELECT id, nom INTO archive.vrac FROM sante.assure;
DROP TABLE archive.vrac;
DROP VIEW sante.v2;
CREATE OR REPLACE VIEW sante.v AS SELECT a.id, a.nir, a.nom, upper(a.nom) AS majuscule, 1 AS un FROM sante.assure a;
ALTER VIEW sante.v RENAME TO vue_assure;
DROP SCHEMA IF EXISTS rien CASCADE;
ALTER TABLE archive.journal DROP COLUMN revenus, DROP extra CASCADE;
