SELECT * FROM assure
SELECT id, nir, upper(nom) AS n FROM assure WHERE statut <> 'x'
SELECT a.id, c.numero FROM assure a JOIN contrat c ON c.assure_id = a.id
SELECT id, numero, nir FROM assure JOIN contrat USING (id)
SELECT id, md5(nir) AS h, right(iban, 3) AS fin, nom || ' ' || prenom AS qui FROM assure
SELECT row_to_json(a) AS tout FROM assure a
SELECT a::text AS tout, count(*) AS n FROM assure a GROUP BY a.*
SELECT nom, count(nir) AS n, string_agg(prenom, ',' ORDER BY naissance) AS p FROM assure GROUP BY nom
SELECT nom FROM assure UNION SELECT "Nom d'usage" FROM "Réf"."Le ""Bon"" soin"
SELECT nom FROM assure EXCEPT SELECT amc FROM contrat
WITH x AS (SELECT nir AS v, id FROM assure), y AS (SELECT v FROM x WHERE id > '') SELECT * FROM y
WITH RECURSIVE r(i, v, k) AS (SELECT id, nom, 0 FROM assure UNION ALL SELECT c.assure_id, r.v, k + 1 FROM contrat c JOIN r ON c.id = r.i WHERE k < 2) SELECT v FROM r
SELECT a.id, l.numero FROM assure a LEFT JOIN LATERAL (SELECT c.numero FROM contrat c WHERE c.assure_id = a.id LIMIT 1) l ON true
SELECT a.id, (SELECT string_agg(c.amc, ',') FROM contrat c WHERE c.assure_id = a.id) AS amcs FROM assure a
SELECT id FROM assure a WHERE EXISTS (SELECT 1 FROM contrat c WHERE c.assure_id = a.id AND c.amc = a.statut)
SELECT CASE WHEN statut = 'x' THEN nir ELSE nom END AS v FROM assure
SELECT e.mot FROM assure a, unnest(string_to_array(a.adresse, ' ')) AS e(mot)
SELECT p.rpps, j.value FROM "Réf"."Le ""Bon"" soin" p, jsonb_each_text(p.doc) j
SELECT r.cle FROM "Réf"."Le ""Bon"" soin" p, jsonb_to_record(p.doc) AS r(cle text)
SELECT p.doc ->> 'cle' AS cle, p."Nom d'usage" FROM "Réf"."Le ""Bon"" soin" p
SELECT first_value(nir) OVER (PARTITION BY nom ORDER BY naissance) AS v FROM assure
SELECT max(nir) AS v, min(iban) AS w FROM assure HAVING max(statut) > ''
SELECT overlay(nir placing '**********' from 1 for 10) AS m, regexp_replace(iban, '.', '*', 'g') AS k FROM assure
SELECT translate(nir, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', repeat('*', 36)) AS m, length(iban) AS l FROM assure
SELECT substr(nir, 1, 6) || substr(nir, 7) AS v, left(iban, 2) AS w FROM assure
SELECT x.b FROM (SELECT id, nir FROM assure) AS x(a, b)
SELECT v.c FROM (SELECT n.* FROM (SELECT nom AS c, id FROM assure) n) v
SELECT coalesce(c.amc, a.statut) AS v FROM assure a FULL JOIN contrat c ON a.id = c.assure_id
SELECT t.amc AS a2, t.* FROM contrat t
SELECT array_agg(a) AS v FROM assure a
SELECT json_build_object('n', nir, 'o', json_agg(nom)) AS v FROM assure GROUP BY nir
SELECT (SELECT a.nir) AS v, encode(sha256(iban::bytea), 'hex') AS h FROM assure a
SELECT nom AS "a ""b"", c" FROM assure -- fin
SELECT DISTINCT ON (nom) nom, nir FROM assure ORDER BY nom, naissance DESC
SELECT (a).nir FROM (SELECT a FROM assure a) q
SELECT a.nom, b.nom AS autre FROM assure a, assure b WHERE a.id = b.id
