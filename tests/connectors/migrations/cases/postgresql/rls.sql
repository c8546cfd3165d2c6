ALTER TABLE dossier ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; -- => rls_on dossier. => rls_on dossier.
CREATE POLICY par_mutuelle ON dossier FOR SELECT TO portail
  USING (mutuelle_id = current_setting('app.mutuelle')::int); -- =>@-1 rls_on dossier.
CREATE POLICY ecrit ON dossier FOR INSERT WITH CHECK (true);
CREATE POLICY tout ON facture USING ( (true) );  -- => policy facture.
ALTER TABLE prestation DISABLE ROW LEVEL SECURITY; -- => rls_off prestation.
DROP POLICY IF EXISTS par_ps ON prestation;      -- => policy prestation.
ALTER ROLE batch BYPASSRLS;                      -- => grant dossier. batch => grant facture. batch => grant prestation. batch
