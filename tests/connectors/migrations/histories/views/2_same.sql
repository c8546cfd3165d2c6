CREATE OR REPLACE VIEW v AS SELECT p.id, right(p.rib, 4) AS rib FROM praticien p WHERE p.id > 0;
