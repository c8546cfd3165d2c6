CREATE TABLE affilie (nom text, nir text); -- => add affilie.nom => add affilie.nir
CREATE TABLE caisse (libelle text, ville text); -- => add caisse.libelle => add caisse.ville
CREATE VIEW v_affilie (qui, numero, ecart)
AS
-- the items of an inner query are not those of the view
WITH tous AS (
    SELECT nom,
           nir
    FROM affilie
)
SELECT
    t.nom, -- => view v_affilie.qui < affilie.nom:same
    coalesce(
        t.nir, -- =>@-1 view v_affilie.numero < affilie.nir:expression
        ''
    ),
    1 -- => view v_affilie.ecart
FROM tous t;
CREATE TABLE copie AS
SELECT DISTINCT ON (a.nir)
    a.*, -- => copy copie.nom < affilie.nom:same => copy copie.nir < affilie.nir:same
    now() AS le, -- => add copie.le
    c.*, -- => copy copie.libelle < caisse.libelle:same => copy copie.ville < caisse.ville:same
    c.ville AS commune -- => copy copie.commune < caisse.ville:same
FROM affilie a CROSS JOIN caisse c;
INSERT INTO historique (id, qui, numero)
SELECT
    1,
    nom, -- => copy historique.qui < affilie.nom:same
    nir -- => copy historique.numero < affilie.nir:same
FROM affilie
UNION ALL
SELECT 2, nom, nir FROM affilie;
CREATE MATERIALIZED VIEW mv AS
(
    SELECT
        o.nom, -- => view mv.nom < opticien.nom:same
        o.rib -- => view mv.rib < opticien.rib:same
    FROM opticien o
);
