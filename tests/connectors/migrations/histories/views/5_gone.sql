DROP VIEW v; -- => drop v.
