ALTER TABLE assure DROP COLUMN tel_2; -- => drop assure.tel_2 (down)
