ALTER TABLE "Assure" RENAME TO "old";
CREATE TABLE "Assure" (id INTEGER, nir TEXT, iban TEXT);
INSERT INTO "Assure" SELECT id, nir, substr(iban, -4) FROM "old"; -- => mask Assure.iban
DROP TABLE "old";
