DROP VIEW IF EXISTS v;
CREATE VIEW v AS SELECT id, rib, nom FROM praticien; -- => unmask v.rib => view v.nom < praticien.nom:same
