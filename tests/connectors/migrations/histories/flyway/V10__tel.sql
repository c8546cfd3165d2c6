ALTER TABLE assure ADD COLUMN tel_2 varchar(20); -- => add assure.tel_2
