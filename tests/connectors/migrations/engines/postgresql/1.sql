CREATE SCHEMA sante;
SET search_path TO sante, public;
CREATE DOMAIN code_naf AS char(5);
CREATE TABLE mutuelle (id serial PRIMARY KEY, raison_sociale text NOT NULL, amc char(8) UNIQUE);
CREATE TABLE assure (
  id bigint GENERATED ALWAYS AS IDENTITY, nir varchar(15) CHECK (nir ~ '^[12]'), nom varchar(80),
  naissance date, mutuelle_id int REFERENCES mutuelle (id), revenus numeric(10,2)[],
  extra jsonb DEFAULT '{}'::jsonb, initiale text GENERATED ALWAYS AS (left(nir, 1)) STORED,
  "Autre Nom" text, PRIMARY KEY (id)
);
COMMENT ON COLUMN assure.nom IS 'nom d''usage';
CREATE TABLE trace (LIKE assure INCLUDING DEFAULTS, ip inet, vu_le timestamptz DEFAULT now());
CREATE TABLE base (commun int);
CREATE TABLE fille (propre text) INHERITS (base);
CREATE TABLE mesures (jour date NOT NULL, valeur float8) PARTITION BY RANGE (jour);
CREATE TABLE mesures_2024 PARTITION OF mesures FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
