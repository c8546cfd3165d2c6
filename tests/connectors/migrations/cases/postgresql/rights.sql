\set ON_ERROR_STOP on
SET search_path TO sante, public;
CREATE TABLE assure (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), -- => add sante.assure.id
  nir varchar(15) NOT NULL,                      -- => add sante.assure.nir
  "Nom" text                                     -- => add sante.assure.Nom
);
CREATE ROLE portail_ro LOGIN PASSWORD 'x; GRANT SELECT ON assure TO y';
GRANT USAGE ON SCHEMA sante TO portail_ro;
GRANT SELECT (id, "Nom"), UPDATE (nir) ON assure TO portail_ro, GROUP hotline WITH GRANT OPTION; -- => grant sante.assure.id portail_ro => grant sante.assure.Nom portail_ro => grant sante.assure.id hotline => grant sante.assure.Nom hotline
GRANT INSERT, DELETE ON assure TO chargement;
GRANT ALL PRIVILEGES ON TABLE assure TO PUBLIC;  -- => grant sante.assure. PUBLIC
REVOKE ALL ON ALL TABLES IN SCHEMA coffre FROM portail_ro; -- => revoke coffre. portail_ro
ALTER DEFAULT PRIVILEGES FOR ROLE proprietaire IN SCHEMA sante
  GRANT SELECT ON TABLES TO portail_ro;          -- => default_grant sante. portail_ro
GRANT portail_ro TO appli_web;                   -- => grant sante.assure. appli_web
GRANT EXECUTE ON FUNCTION sante.fiche(uuid) TO portail_ro; -- => grant sante.fiche. portail_ro
