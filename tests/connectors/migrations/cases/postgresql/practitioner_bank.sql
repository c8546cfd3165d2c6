/* Lot 42 : coordonnées bancaires des PS
   ALTER TABLE commentaire ADD COLUMN iban text; */
BEGIN;
SET lock_timeout = '5s';

ALTER TABLE IF EXISTS ONLY portail.praticien
    ADD COLUMN compte      varchar(11),                          -- => add portail.praticien.compte
    ADD COLUMN IF NOT EXISTS "cle_rib" char(2) DEFAULT '00'      -- => add portail.praticien.cle_rib
        CHECK ("cle_rib" ~ '^[0-9]{2}$'),
    ADD CONSTRAINT praticien_compte_uk UNIQUE (compte, cle_rib),
    ALTER COLUMN nom SET NOT NULL,
    ALTER COLUMN maj_le SET DEFAULT now(),
    DROP CONSTRAINT IF EXISTS praticien_old_fk,
    DROP COLUMN IF EXISTS ancien_rib CASCADE;                    -- => drop portail.praticien.ancien_rib
COMMENT ON COLUMN portail.praticien.compte IS 'N° de compte; ne pas diffuser (ALTER TABLE x ADD y)';
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS praticien_compte_ix ON portail.praticien (compte) WHERE actif;
CREATE TYPE convention AS ENUM ('S1', 'S2');
CREATE SEQUENCE praticien_seq;
COMMIT;
