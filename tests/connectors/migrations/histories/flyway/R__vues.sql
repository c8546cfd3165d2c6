CREATE OR REPLACE VIEW v AS SELECT * FROM assure; -- => view v.id < assure.id:same => view v.nom_famille < assure.nom_famille:same => view v.nir < assure.nir:same => view v.tel_2 < assure.tel_2:same
