-- What screens and batches read. The first two show what the portals of early 2024 showed.

CREATE VIEW portail_droits AS
SELECT
    a.nir || a.cle_nir AS nir_assure,
    a.nom AS nom_assure,
    a.prenom AS prenom_assure,
    a.date_naissance AS naissance_assure,
    a.reference_interne,
    o.numero_amc,
    o.raison_sociale AS organisme,
    c.no_contrat,
    c.no_adherent,
    g.libelle AS garantie,
    g.taux,
    c.debut_droits,
    c.fin_droits,
    b.nir AS nir_beneficiaire,
    b.nom AS nom_beneficiaire,
    b.prenom AS prenom_beneficiaire,
    b.date_naissance AS naissance_beneficiaire,
    b.lien_familial
FROM assures AS a
INNER JOIN contrats AS c ON c.assure_id = a.id
INNER JOIN organismes_amc AS o ON o.id = c.amc_id
INNER JOIN garanties AS g ON g.code = c.code_garantie
LEFT JOIN beneficiaires AS b ON b.assure_id = a.id;

CREATE VIEW portail_fiche_ps AS
SELECT
    p.rpps,
    p.num_finess,
    p.siret,
    p.raison_sociale,
    p.nom,
    p.prenom,
    p.adresse,
    p.code_postal,
    p.ville,
    p.email_pro,
    p.tel_pro,
    p.reseau_soins,
    k.login,
    r.iban,
    r.bic
FROM professionnels AS p
INNER JOIN comptes_portail AS k ON k.professionnel_id = p.id
INNER JOIN coordonnees_bancaires AS r ON r.professionnel_id = p.id AND r.valide_au IS NULL;

CREATE VIEW portail_annuaire AS
SELECT p.rpps, p.raison_sociale, p.nom, p.prenom, s.libelle AS specialite, p.adresse,
       p.code_postal, p.ville
FROM professionnels AS p
INNER JOIN specialites AS s ON s.code = p.specialite;

CREATE VIEW portail_droits_minimal AS
SELECT c.no_adherent, o.numero_amc, o.type_convention, c.csr, c.debut_droits, c.fin_droits
FROM contrats AS c
INNER JOIN organismes_amc AS o ON o.id = c.amc_id;

CREATE VIEW paie_a_emettre AS
SELECT
    v.reference_virement,
    p.raison_sociale,
    p.siret,
    r.iban,
    r.bic,
    sum(f.part_amc) AS montant
FROM factures AS f
INNER JOIN virements AS v ON v.id = f.virement_id
INNER JOIN professionnels AS p ON p.id = v.professionnel_id
INNER JOIN coordonnees_bancaires AS r ON r.professionnel_id = p.id AND r.valide_au IS NULL
GROUP BY v.reference_virement, p.raison_sociale, p.siret, r.iban, r.bic;

CREATE VIEW bi_depenses_domaine AS
SELECT domaine, departement, sum(nb_actes) AS actes, sum(montant_amc) AS montant
FROM bi_consommation
GROUP BY domaine, departement;
