CREATE TABLE praticien (id int, nom text, rib text); -- => add praticien.id => add praticien.nom => add praticien.rib
REVOKE ALL ON praticien FROM PUBLIC;
GRANT SELECT ON praticien TO portail; -- => grant praticien. portail
