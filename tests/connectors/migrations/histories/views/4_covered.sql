CREATE OR REPLACE VIEW v AS SELECT id, md5(rib) AS rib FROM praticien; -- => mask v.rib => drop v.nom
