CREATE TABLE `adherent` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT, `nir` char(15) DEFAULT NULL COMMENT 'l''identifiant', `sexe` enum('M','F'),
  `fin` char(4) GENERATED ALWAYS AS (right(`nir`,4)) VIRTUAL, `maj` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  PRIMARY KEY (`id`), KEY `ix` (`nir`), FULLTEXT KEY `ft` (`nir`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='x; y';
ALTER TABLE adherent ADD COLUMN (mail varchar(80), tel varchar(20)), CHANGE COLUMN maj `modifie le` datetime NULL, MODIFY nir varchar(15) NOT NULL AFTER sexe, DROP INDEX ix, ADD INDEX (mail);
CREATE TABLE copie LIKE adherent;
RENAME TABLE copie TO sauvegarde;
