ALTER TABLE "Assure" RENAME TO "Assure_2024"; -- => rename Assure_2024.
CREATE TABLE "Assure" (id INTEGER, nir TEXT); -- => add Assure.id => add Assure.nir
INSERT INTO "Assure" SELECT id, nir FROM "Assure_2024"; -- => copy Assure.id < Assure_2024.id:same => copy Assure.nir < Assure_2024.nir:same
