-- The database of a fictitious third-party-payment operator, as it grew over twenty years.

CREATE TABLE organismes_amc (
    id INTEGER PRIMARY KEY,
    numero_amc CHAR(8) NOT NULL,
    raison_sociale VARCHAR(80) NOT NULL,
    siren CHAR(9),
    siret CHAR(14),
    num_tva VARCHAR(13),
    type_convention CHAR(2),
    email_contact VARCHAR(120),
    telephone VARCHAR(20),
    convention_signee_le DATE
);

CREATE TABLE garanties (
    code VARCHAR(8) PRIMARY KEY,
    libelle VARCHAR(80) NOT NULL,
    domaine VARCHAR(30) NOT NULL,
    taux INTEGER NOT NULL,
    plafond_annuel NUMERIC(10, 2)
);

CREATE TABLE assures (
    id INTEGER PRIMARY KEY,
    nir CHAR(13) NOT NULL,
    cle_nir CHAR(2) NOT NULL,
    nom VARCHAR(60) NOT NULL,
    nom_naissance VARCHAR(60),
    prenom VARCHAR(60) NOT NULL,
    date_naissance DATE NOT NULL,
    rang_gemellaire INTEGER NOT NULL,
    sexe CHAR(1) NOT NULL,
    caisse CHAR(9),
    reference_interne VARCHAR(16) NOT NULL,
    c2s BOOLEAN NOT NULL,
    exo_ald BOOLEAN NOT NULL,
    cree_le TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX ux_assures_nir ON assures (nir);

CREATE TABLE assures_contacts (
    assure_id INTEGER PRIMARY KEY REFERENCES assures (id),
    adresse VARCHAR(120),
    code_postal CHAR(5),
    ville VARCHAR(60),
    courriel VARCHAR(120),
    tel_mobile VARCHAR(20),
    maj_le TIMESTAMP
);

CREATE TABLE beneficiaires (
    id INTEGER PRIMARY KEY,
    assure_id INTEGER NOT NULL REFERENCES assures (id),
    nir CHAR(15),
    nir_od CHAR(15) NOT NULL,
    nom VARCHAR(60) NOT NULL,
    prenom VARCHAR(60) NOT NULL,
    date_naissance DATE NOT NULL,
    rang_gemellaire INTEGER NOT NULL,
    sexe CHAR(1) NOT NULL,
    lien_familial VARCHAR(20) NOT NULL
);

CREATE TABLE contrats (
    id INTEGER PRIMARY KEY,
    assure_id INTEGER NOT NULL REFERENCES assures (id),
    amc_id INTEGER NOT NULL REFERENCES organismes_amc (id),
    no_contrat VARCHAR(12) NOT NULL,
    no_adherent VARCHAR(10) NOT NULL,
    code_garantie VARCHAR(8) NOT NULL REFERENCES garanties (code),
    csr VARCHAR(8),
    debut_droits DATE NOT NULL,
    fin_droits DATE NOT NULL
);

CREATE TABLE professionnels (
    id INTEGER PRIMARY KEY,
    rpps CHAR(11) NOT NULL,
    num_finess CHAR(9),
    siret CHAR(14),
    raison_sociale VARCHAR(80) NOT NULL,
    nom VARCHAR(60) NOT NULL,
    prenom VARCHAR(60) NOT NULL,
    specialite CHAR(2) NOT NULL REFERENCES specialites (code),
    adresse VARCHAR(120),
    code_postal CHAR(5),
    ville VARCHAR(60),
    email_pro VARCHAR(120),
    tel_pro VARCHAR(20),
    reseau_soins VARCHAR(30)
);

CREATE TABLE comptes_portail (
    id INTEGER PRIMARY KEY,
    professionnel_id INTEGER NOT NULL REFERENCES professionnels (id),
    login VARCHAR(40) NOT NULL,
    mot_de_passe VARCHAR(120) NOT NULL,
    double_facteur BOOLEAN NOT NULL,
    echecs INTEGER NOT NULL,
    derniere_connexion TIMESTAMP
);

CREATE TABLE coordonnees_bancaires (
    id INTEGER PRIMARY KEY,
    professionnel_id INTEGER NOT NULL REFERENCES professionnels (id),
    titulaire VARCHAR(80) NOT NULL,
    iban CHAR(27) NOT NULL,
    bic VARCHAR(11) NOT NULL,
    valide_du DATE NOT NULL,
    valide_au DATE
);

CREATE TABLE PSRIBHIS (
    PSNUMINT INTEGER NOT NULL,
    PSCODBQE CHAR(5) NOT NULL,
    PSCODGUI CHAR(5) NOT NULL,
    PSNUMCPT CHAR(11) NOT NULL,
    PSCLERIB CHAR(2) NOT NULL,
    PSDOMBQE VARCHAR(24),
    PSDATMAJ CHAR(8)
);

CREATE TABLE BENHIS01 (
    BENNUMIN INTEGER NOT NULL,
    BENMATSS CHAR(15),
    BENNOMPA VARCHAR(30),
    BENPRENO VARCHAR(30),
    BENDTNAI CHAR(8),
    BENRGGEM CHAR(1),
    BENCODQU CHAR(2),
    BENDTMAJ CHAR(14)
);

CREATE TABLE factures (
    id INTEGER PRIMARY KEY,
    num_facture VARCHAR(12) NOT NULL,
    professionnel_id INTEGER NOT NULL REFERENCES professionnels (id),
    contrat_id INTEGER NOT NULL REFERENCES contrats (id),
    date_soins DATE NOT NULL,
    montant_total NUMERIC(10, 2) NOT NULL,
    part_amo NUMERIC(10, 2) NOT NULL,
    part_amc NUMERIC(10, 2) NOT NULL,
    statut VARCHAR(10) NOT NULL,
    code_rejet VARCHAR(6),
    virement_id INTEGER REFERENCES virements (id)
);

CREATE TABLE factures_lignes (
    id INTEGER PRIMARY KEY,
    facture_id INTEGER NOT NULL REFERENCES factures (id),
    code_acte VARCHAR(10) NOT NULL,
    quantite INTEGER NOT NULL,
    prix_unitaire NUMERIC(10, 2) NOT NULL,
    montant_amc NUMERIC(10, 2) NOT NULL
);

CREATE TABLE virements (
    id INTEGER PRIMARY KEY,
    reference_virement VARCHAR(15) NOT NULL,
    professionnel_id INTEGER NOT NULL REFERENCES professionnels (id),
    nom_beneficiaire VARCHAR(80) NOT NULL,
    iban_beneficiaire CHAR(27) NOT NULL,
    montant NUMERIC(12, 2) NOT NULL,
    execute_le DATE NOT NULL
);

CREATE TABLE remboursements_adherents (
    id INTEGER PRIMARY KEY,
    no_adherent VARCHAR(10) NOT NULL,
    titulaire_compte VARCHAR(80) NOT NULL,
    iban CHAR(27) NOT NULL,
    montant NUMERIC(10, 2) NOT NULL,
    verse_le DATE NOT NULL
);

CREATE TABLE tickets (
    id INTEGER PRIMARY KEY,
    ouvert_le TIMESTAMP NOT NULL,
    canal VARCHAR(10) NOT NULL,
    compte_id INTEGER REFERENCES comptes_portail (id),
    objet VARCHAR(60) NOT NULL,
    message TEXT NOT NULL,
    note_interne TEXT,
    statut VARCHAR(10) NOT NULL
);

CREATE TABLE journal_consultations (
    id INTEGER PRIMARY KEY,
    horodatage TIMESTAMP NOT NULL,
    login VARCHAR(40) NOT NULL,
    adresse_ip VARCHAR(45) NOT NULL,
    methode VARCHAR(6) NOT NULL,
    url TEXT NOT NULL,
    code_http INTEGER NOT NULL,
    duree_ms INTEGER NOT NULL
);

CREATE TABLE journal_applicatif (
    id INTEGER PRIMARY KEY,
    epoch_ms BIGINT NOT NULL,
    niveau VARCHAR(6) NOT NULL,
    composant VARCHAR(30) NOT NULL,
    correlation CHAR(32) NOT NULL,
    message TEXT NOT NULL
);

CREATE TABLE assures_2023_bak (
    matricule CHAR(15),
    nom_prenom VARCHAR(120),
    ne_le CHAR(10),
    adresse_complete VARCHAR(200),
    portable VARCHAR(20),
    mail VARCHAR(120),
    mutuelle VARCHAR(80)
);

CREATE TABLE bi_consommation (
    cle_patient CHAR(64) NOT NULL,
    annee_naissance INTEGER NOT NULL,
    sexe CHAR(1) NOT NULL,
    departement VARCHAR(3) NOT NULL,
    domaine VARCHAR(30) NOT NULL,
    nb_actes INTEGER NOT NULL,
    montant_amc NUMERIC(10, 2) NOT NULL
);

CREATE TABLE agents (
    matricule_agent VARCHAR(8) PRIMARY KEY,
    nom VARCHAR(60) NOT NULL,
    prenom VARCHAR(60) NOT NULL,
    email VARCHAR(120) NOT NULL,
    service VARCHAR(30) NOT NULL,
    profil VARCHAR(20) NOT NULL
);

CREATE TABLE flux_entrants (
    id INTEGER PRIMARY KEY,
    nom_fichier VARCHAR(40) NOT NULL,
    recu_le TIMESTAMP NOT NULL,
    enregistrement CHAR(96) NOT NULL
);

CREATE TABLE specialites (code CHAR(2) PRIMARY KEY, libelle VARCHAR(60) NOT NULL);

CREATE TABLE caisses (
    code CHAR(9) PRIMARY KEY,
    libelle VARCHAR(60) NOT NULL,
    regime CHAR(2) NOT NULL
);

CREATE TABLE communes (
    code_insee CHAR(5) PRIMARY KEY,
    code_postal CHAR(5) NOT NULL,
    nom VARCHAR(60) NOT NULL,
    departement VARCHAR(3) NOT NULL
);

CREATE TABLE actes (
    code VARCHAR(10) PRIMARY KEY,
    libelle VARCHAR(80) NOT NULL,
    domaine VARCHAR(30) NOT NULL,
    tarif NUMERIC(10, 2) NOT NULL
);

CREATE TABLE produits (
    reference CHAR(13) PRIMARY KEY,
    nom VARCHAR(60) NOT NULL,
    marque VARCHAR(40) NOT NULL,
    prix NUMERIC(10, 2) NOT NULL
);

CREATE TABLE schema_migrations (
    version CHAR(14) PRIMARY KEY,
    nom VARCHAR(80) NOT NULL,
    duree_ms INTEGER NOT NULL
);

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    file_attente VARCHAR(20) NOT NULL,
    cle_unicite CHAR(15) NOT NULL,
    planifie_ms BIGINT NOT NULL,
    etat VARCHAR(10) NOT NULL,
    tentatives INTEGER NOT NULL
);

CREATE TABLE sessions_portail (
    id CHAR(36) PRIMARY KEY,
    compte_id INTEGER NOT NULL REFERENCES comptes_portail (id),
    jeton CHAR(43) NOT NULL,
    adresse_ip VARCHAR(45) NOT NULL,
    cree_ms BIGINT NOT NULL,
    expire_ms BIGINT NOT NULL
);
