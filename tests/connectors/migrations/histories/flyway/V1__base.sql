CREATE TABLE assure (id int, nom text, nir char(15)); -- => add assure.id => add assure.nom => add assure.nir
