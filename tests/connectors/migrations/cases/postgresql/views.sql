CREATE TABLE assure (id int, nir char(15), nom text, ville text); -- => add assure.id => add assure.nir => add assure.nom => add assure.ville
CREATE OR REPLACE VIEW v_assure WITH (security_barrier) AS -- =>@+1 view v_assure.id < assure.id:same =>@+1 view v_assure.nir < assure.nir:same =>@+1 view v_assure.nom < assure.nom:same =>@+1 view v_assure.ville < assure.ville:same
  SELECT * FROM assure WITH NO DATA;
CREATE MATERIALIZED VIEW IF NOT EXISTS mv (cle, libelle) AS -- =>@+1 view mv.cle < assure.nir:same =>@+1 view mv.libelle < assure.nom:expression
  SELECT a.nir, upper(a.nom) || ' ' FROM assure a WITH NO DATA;
CREATE VIEW v2 AS -- =>@+1 view v2.fin < assure.nir:truncated
  WITH x AS (SELECT right(nir, 3) AS fin FROM v_assure) SELECT fin FROM x;
CREATE TABLE sauvegarde AS TABLE assure; -- => copy sauvegarde.id < assure.id:same => copy sauvegarde.nir < assure.nir:same => copy sauvegarde.nom < assure.nom:same => copy sauvegarde.ville < assure.ville:same
CREATE TABLE stat AS (SELECT ville, count(*) AS n FROM assure GROUP BY ville); -- => copy stat.ville < assure.ville:same => add stat.n
CREATE TEMP TABLE t AS SELECT nir FROM assure;
CREATE TABLE modele (LIKE assure INCLUDING ALL, extra int); -- => add modele.extra => add modele.id => add modele.nir => add modele.nom => add modele.ville
INSERT INTO archive (numero, qui) SELECT nir, nom FROM t JOIN assure USING (nir) ON CONFLICT DO NOTHING; -- => copy archive.numero < assure.nir:same => copy archive.qui < assure.nom:same
SELECT nir, nom INTO vrac FROM assure; -- => copy vrac.nir < assure.nir:same => copy vrac.nom < assure.nom:same
