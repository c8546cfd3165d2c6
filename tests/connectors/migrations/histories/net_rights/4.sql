REVOKE SELECT ON praticien FROM portail;
GRANT SELECT (id, nom, rib) ON praticien TO portail;
