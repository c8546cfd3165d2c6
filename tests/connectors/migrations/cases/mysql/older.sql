ALTER TABLE `beneficiaire` CHANGE `ben_nom` `nom_usage` varchar(80) COMMENT "Nom d'usage"; -- => rename ayant_droit.nom_usage => alter ayant_droit.nom_usage
ALTER TABLE beneficiaire MODIFY COLUMN nir_enc VARCHAR(15) NULL, DROP COLUMN tel, DROP mail; -- => alter ayant_droit.nir_enc => drop beneficiaire.tel => drop beneficiaire.mail
RENAME TABLE beneficiaire TO ayant_droit, `ref`.a TO `ref`.b; -- => rename ayant_droit. => rename ref.b.
ALTER TABLE ayant_droit RENAME INDEX a TO b, RENAME COLUMN rang TO rang_gemellaire; -- => rename ayant_droit.rang_gemellaire
DROP TABLE IF EXISTS `tmp_adherent`, vieux; -- => drop tmp_adherent. => drop vieux.
