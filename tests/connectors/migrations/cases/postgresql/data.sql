INSERT INTO assure (nom, nir, mail) VALUES ('Durand; l''assuré', '2 55 08 14 168 025 38', NULL), -- => data assure.nom => data assure.nir [NIR]
  ('x', 'y', 'jean.martin@orange.fr'); -- => data assure.mail [EMAIL_ADDRESS]
INSERT INTO praticien VALUES (1, 'FR76 3000 6000 0112 3456 7890 189'); -- => data praticien. => data praticien. [IBAN]
COPY virement (id, rib) FROM stdin;
1	30006000011234567890189
2	\N
\.
-- =>@=4 data virement.id =>@=5 data virement.rib [RIB]
UPDATE assure SET telephone = NULL, nom = 'X' WHERE id = 3; -- => truncate assure.telephone => data assure.nom
UPDATE praticien p SET iban = b.iban FROM banque b WHERE b.id = p.id; -- => copy praticien.iban < banque.iban:same
UPDATE praticien SET iban = right(iban, 4); -- => mask praticien.iban
TRUNCATE TABLE journal, ONLY trace RESTART IDENTITY; -- => truncate journal. => truncate trace.
DELETE FROM journal; -- => truncate journal.
DELETE FROM journal WHERE cree_le < now() - interval '1 year';
COPY assure TO '/tmp/x.csv' CSV HEADER; -- => export assure.nom => export assure.nir => export assure.mail => export assure.telephone
\copy (SELECT nir FROM assure) TO 'sortie.csv' csv -- => export assure.nir
