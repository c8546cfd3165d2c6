CREATE TABLE ps (id int, rib text); -- => add ps.id => add ps.rib
