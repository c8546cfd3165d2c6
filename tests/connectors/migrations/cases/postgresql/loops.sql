DO $$
DECLARE
  t text;
  schema_cible text := 'archive';
  r record;
BEGIN
  FOREACH t IN ARRAY ARRAY['assure', 'praticien'] LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN courriel_%s text', t, t); -- => add assure.courriel_assure => add praticien.courriel_praticien
    EXECUTE 'GRANT SELECT ON ' || quote_ident(t) || ' TO lecture'; -- => grant assure. lecture => grant praticien. lecture
  END LOOP;
  EXECUTE format('CREATE TABLE %I.rib_bak AS SELECT %2$I FROM praticien', schema_cible, 'iban'); -- => copy archive.rib_bak.iban < praticien.iban:same
  FOR r IN SELECT 'ALTER TABLE ' || tablename || ' OWNER TO proprietaire' AS cmd FROM pg_tables LOOP
    EXECUTE r.cmd;
  END LOOP;
  FOR t IN SELECT unnest(ARRAY['facture','lot']) LOOP
    EXECUTE 'ALTER TABLE ' || t || ' ADD nom_patient text'; -- => add facture.nom_patient => add lot.nom_patient
  END LOOP;
END $$;
