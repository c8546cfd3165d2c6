CREATE TABLE "Assure" ("id" INTEGER PRIMARY KEY, "nir" TEXT, "fax" TEXT); -- => add Assure.id => add Assure.nir => add Assure.fax
