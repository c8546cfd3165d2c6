DO $do$
DECLARE
  v text := 'neutre';
BEGIN
  -- ALTER TABLE commentaire ADD COLUMN x text;
  IF NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attname = 'iban') THEN
    ALTER TABLE payeur ADD COLUMN iban varchar(34); -- => add payeur.iban
  ELSE
    RAISE NOTICE 'déjà là';
  END IF;
  EXECUTE format('ALTER TABLE %I.%I ADD COLUMN %I text', 'paie', 'salarie', 'nir'); -- => add paie.salarie.nir
  EXECUTE 'GRANT SELECT ON ' || 'paie.salarie' || ' TO lecture'; -- => grant paie.salarie. lecture
  EXECUTE $q$CREATE TABLE trace (ip inet)$q$; -- => add trace.ip
EXCEPTION WHEN duplicate_column THEN NULL;
END
$do$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION portail.fiche(p_id int)
RETURNS TABLE (numero text, nom_complet text) -- =>@-1 function portail.fiche.numero < assure.nir:same =>@-1 function portail.fiche.nom_complet < assure.nom:expression < assure.prenom:expression
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  RETURN QUERY SELECT a.nir, a.prenom || ' ' || a.nom FROM assure a WHERE a.id = p_id;
END;
$$;
CREATE FUNCTION maj() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.maj := now(); RETURN NEW; END $$;
CREATE TRIGGER t BEFORE INSERT OR UPDATE ON assure FOR EACH ROW EXECUTE FUNCTION maj();
