DELIMITER $$
CREATE PROCEDURE ajoute()
BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND column_name = 'iban') THEN
    ALTER TABLE adherent ADD iban varchar(34) FIRST;
  END IF;
END$$
DELIMITER ;
CALL ajoute();
DROP PROCEDURE ajoute;
SET @s = CONCAT('ALTER TABLE ', 'adherent', ' ADD COLUMN rib char(23)');
PREPARE st FROM @s; EXECUTE st;
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v AS SELECT a.*, LEFT(a.nir, 1) s FROM adherent a;
CREATE TABLE t2 AS SELECT id, mail AS courriel FROM adherent;
ALTER TABLE t2 RENAME COLUMN courriel TO contact, ADD x int, DROP COLUMN id;
DROP TABLE IF EXISTS absent, sauvegarde;
