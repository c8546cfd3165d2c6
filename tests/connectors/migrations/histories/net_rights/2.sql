REVOKE SELECT ON praticien FROM portail; -- => revoke praticien. portail
GRANT SELECT (id, nom) ON praticien TO portail;
