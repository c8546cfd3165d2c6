-- RedefineTables
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Assure" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "nir" TEXT NOT NULL,
    "iban" TEXT -- => add Assure.iban
);
INSERT INTO "new_Assure" ("id", "nir") SELECT "id", coalesce("nir", '') FROM "Assure";
DROP TABLE "Assure"; -- => drop Assure.fax
ALTER TABLE "new_Assure" RENAME TO "Assure";
PRAGMA foreign_keys=ON;
