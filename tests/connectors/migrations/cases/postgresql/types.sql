ALTER TABLE assure ALTER COLUMN nir_chiffre TYPE text USING pgp_sym_decrypt(nir_chiffre, current_setting('k')); -- => decrypt assure.nir_chiffre
ALTER TABLE assure ALTER nom SET DATA TYPE varchar(64) USING md5(nom); -- => mask assure.nom
ALTER TABLE assure ALTER COLUMN iban TYPE bytea USING pgp_sym_encrypt(iban, 'k'); -- => encrypt assure.iban
ALTER TABLE assure ALTER COLUMN rib TYPE varchar(23), ALTER nom DROP NOT NULL; -- => alter assure.rib
CREATE TABLE c (nir_hash char(64), v varchar(10)); -- => add portail.contact.nir_hash => add portail.contact.telephone
ALTER TABLE c ALTER v TYPE varchar(20), ALTER v DROP NOT NULL;
ALTER TABLE c RENAME COLUMN v TO telephone;
ALTER TABLE c RENAME TO contact;
ALTER TABLE contact SET SCHEMA portail;
ALTER TABLE praticien RENAME nom TO raison_sociale; -- => rename praticien.raison_sociale
SECURITY LABEL FOR anon ON COLUMN assure.nom IS 'MASKED WITH FUNCTION anon.fake_last_name()'; -- => mask assure.nom
SECURITY LABEL FOR anon ON COLUMN assure.iban IS NULL; -- => unmask assure.iban
