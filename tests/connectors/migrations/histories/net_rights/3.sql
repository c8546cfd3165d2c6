GRANT SELECT (id, rib) ON praticien TO portail; -- => grant praticien.rib portail
GRANT portail TO appli; -- => grant praticien. appli
