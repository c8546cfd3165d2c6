PRAGMA foreign_keys=OFF;
CREATE TABLE "patient" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT, -- => add patient.id
  [nom] TEXT NOT NULL COLLATE NOCASE, -- => add patient.nom_famille
  `naissance` DATE, -- => add patient.naissance
  sans_type, -- => add patient.sans_type
  age INT GENERATED ALWAYS AS (2026 - naissance) VIRTUAL, -- => copy patient.age < patient.naissance:expression
  medecin INTEGER REFERENCES medecin(id) -- => add patient.medecin => link patient.medecin
) WITHOUT ROWID, STRICT;
ALTER TABLE patient ADD nir; -- => add patient.nir
ALTER TABLE patient RENAME nom TO nom_famille;
CREATE VIRTUAL TABLE recherche USING fts5(nom, prenom UNINDEXED, content='patient'); -- => add recherche.nom => add recherche.prenom
CREATE TRIGGER t AFTER INSERT ON patient BEGIN
  INSERT INTO recherche(nom) SELECT new.nom_famille;
  UPDATE patient SET sans_type = 1 WHERE id = new.id; -- => data patient.sans_type
END;
INSERT OR REPLACE INTO patient (nom_famille) VALUES ('Durand'); -- => data patient.nom_famille
