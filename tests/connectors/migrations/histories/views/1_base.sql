CREATE TABLE praticien (id int, rib text, nom text); -- => add praticien.id => add praticien.rib => add praticien.nom
CREATE VIEW v AS SELECT id, right(rib, 4) AS rib FROM praticien; -- => view v.id < praticien.id:same => view v.rib < praticien.rib:truncated
