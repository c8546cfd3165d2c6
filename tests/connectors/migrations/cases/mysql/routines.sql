DROP PROCEDURE IF EXISTS ajoute_colonne;
DELIMITER $$
CREATE PROCEDURE ajoute_colonne()
BEGIN
  DECLARE n INT DEFAULT 0;
  SELECT COUNT(*) INTO n FROM information_schema.columns WHERE table_name = 'praticien';
  IF n = 0 THEN
    ALTER TABLE praticien ADD COLUMN rib VARCHAR(23); -- => add praticien.rib
  END IF;
  SET @s = 'ALTER TABLE praticien ADD COLUMN bic CHAR(11)'; -- => add praticien.bic
  PREPARE st FROM @s; EXECUTE st; DEALLOCATE PREPARE st;
END$$
DELIMITER ;
CALL ajoute_colonne();
DROP PROCEDURE ajoute_colonne;
SET @q = IF((SELECT COUNT(*) FROM information_schema.columns WHERE column_name='x') > 0, 'SELECT 1', CONCAT('ALTER TABLE ', 'praticien', ' ADD siret CHAR(14)')); -- => add praticien.siret
PREPARE s2 FROM @q; EXECUTE s2;
CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY INVOKER VIEW `v_ps` AS select `p`.`rib` AS `r` from `praticien` `p`; -- => view v_ps.r < praticien.rib:same
CREATE TRIGGER tr AFTER UPDATE ON praticien FOR EACH ROW
  INSERT INTO journal (rib_avant) VALUES (OLD.rib);
SELECT rib, bic FROM praticien INTO OUTFILE '/tmp/ps.csv' FIELDS TERMINATED BY ';'; -- => export praticien.rib => export praticien.bic
INSERT IGNORE INTO praticien_bak SELECT * FROM praticien ON DUPLICATE KEY UPDATE rib = VALUES(rib); -- => copy praticien_bak.rib < praticien.rib:same => copy praticien_bak.bic < praticien.bic:same => copy praticien_bak.siret < praticien.siret:same
UPDATE praticien p JOIN banque b ON b.id = p.id SET p.rib = b.rib, p.maj = NOW(); -- => copy praticien.rib < banque.rib:same
REPLACE INTO param (cle, valeur) VALUES ("support", "rib: 30006000011234567890189"); -- => data param.cle => data param.valeur [RIB]
