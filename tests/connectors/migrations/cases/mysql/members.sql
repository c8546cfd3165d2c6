# Lot 7 : adhérents; ALTER TABLE x ADD y INT
SET NAMES utf8mb4;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE */;
CREATE TABLE IF NOT EXISTS `adherent` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT, -- => add adherent.id
  `num_secu` char(15) CHARACTER SET latin1 COLLATE latin1_general_ci DEFAULT NULL COMMENT 'NIR, clé comprise; l\'assuré', -- => add adherent.num_secu
  `sexe` enum('M','F') DEFAULT 'M', -- => add adherent.sexe
  `actif` tinyint(1) NOT NULL DEFAULT '0', -- => add adherent.actif
  `maj` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, -- => add adherent.maj
  `key` varchar(20), -- => add adherent.tel_mobile
  PRIMARY KEY (`id`),
  UNIQUE KEY `uk_secu` (`num_secu`),
  KEY `ix` (`sexe`,`actif`) USING BTREE,
  FULLTEXT KEY ft (`key`),
  CONSTRAINT `fk_mut` FOREIGN KEY (`id`) REFERENCES `mutuelle` (`id`) ON DELETE CASCADE -- => link adherent.id
) ENGINE=InnoDB AUTO_INCREMENT=12 DEFAULT CHARSET=utf8mb4 COMMENT='Adhérents';
ALTER TABLE adherent
  CHANGE COLUMN `key` tel_mobile VARCHAR(20) NULL AFTER sexe,
  MODIFY num_secu varchar(15) NOT NULL COMMENT 'NIR',
  ADD (courriel VARCHAR(120), rue VARCHAR(80)), -- => add adherent.courriel => add adherent.rue
  ADD INDEX ix_mail (courriel),
  ADD COLUMN iban VARCHAR(34) AFTER courriel, -- => add adherent.iban
  DROP INDEX ix, ALGORITHM=INPLACE, LOCK=NONE;
