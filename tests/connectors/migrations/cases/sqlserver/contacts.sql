SET ANSI_NULLS ON
GO
IF COL_LENGTH('dbo.Praticien', 'Iban') IS NULL
BEGIN
    ALTER TABLE [dbo].[Praticien] ADD [Iban] nvarchar(34) NULL, -- => add dbo.Praticien.Iban
        [Bic] nvarchar(11) NULL; -- => add dbo.Praticien.Bic
END
GO
CREATE TABLE [sante].[Assuré] (
    [Id] int IDENTITY(1,1) NOT NULL, -- => add sante.Assuré.Id
    [Numéro de sécu] char(15) COLLATE Latin1_General_BIN2 ENCRYPTED WITH (COLUMN_ENCRYPTION_KEY = K, ENCRYPTION_TYPE = Deterministic, ALGORITHM = 'A'), -- => add sante.Assuré.Numéro de sécu => encrypt sante.Assuré.Numéro de sécu
    [Courriel] varchar(100) MASKED WITH (FUNCTION = 'email()') NULL, -- => add sante.Assuré.Courriel => mask sante.Assuré.Courriel
    [Complet] AS ([Id] + 1) PERSISTED, -- => copy sante.Assuré.Complet < sante.Assuré.Id:expression
    CONSTRAINT [PK_A] PRIMARY KEY CLUSTERED ([Id] ASC) WITH (PAD_INDEX = OFF) ON [PRIMARY],
    INDEX IX_A NONCLUSTERED ([Courriel])
) ON [PRIMARY]
GO
ALTER TABLE dbo.Contact ALTER COLUMN Tel ADD MASKED WITH (FUNCTION = 'default()') -- => mask dbo.Contact.Tel
ALTER TABLE dbo.Contact ALTER COLUMN Mail DROP MASKED -- => unmask dbo.Contact.Mail
ALTER TABLE dbo.Contact ALTER COLUMN Nom nvarchar(80) NOT NULL -- => alter dbo.Contact.Nom
ALTER TABLE dbo.Contact DROP CONSTRAINT DF_x, COLUMN Fax, Telex -- => drop dbo.Contact.Fax => drop dbo.Contact.Telex
ALTER TABLE dbo.Contact WITH CHECK ADD CONSTRAINT FK_c FOREIGN KEY (IdA) REFERENCES sante.Assuré (Id) -- => link dbo.Contact.IdA
GO
EXEC sp_rename 'dbo.Contact.Zone1', 'DateNaissance', 'COLUMN'; -- => rename dbo.Contact.DateNaissance
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'NIR', @level0type=N'SCHEMA', @level0name=N'dbo', @level1type=N'TABLE', @level1name=N'Contact', @level2type=N'COLUMN', @level2name=N'Zone2' -- => alter dbo.Contact.Zone2
GRANT SELECT ON dbo.Contact (Nom, Tel) TO [portail], stat -- => grant dbo.Contact.Nom portail => grant dbo.Contact.Tel portail => grant dbo.Contact.Nom stat => grant dbo.Contact.Tel stat
GRANT SELECT ON SCHEMA::sante TO [portail] -- => grant sante.Assuré. portail
DENY SELECT ON OBJECT::dbo.Contact TO hotline -- => revoke dbo.Contact. hotline
GRANT UNMASK ON dbo.Contact(Tel) TO hotline -- => unmask dbo.Contact.Tel hotline
GO
CREATE OR ALTER VIEW dbo.vContact WITH SCHEMABINDING
AS -- =>@+1 view dbo.vContact.Nom < dbo.Contact.Nom:same =>@+1 view dbo.vContact.T < dbo.Contact.Tel:truncated
SELECT c.Nom, RIGHT(c.Tel, 2) AS T
FROM dbo.Contact c
GO
SELECT Nom, Tel INTO dbo.Contact_2024 FROM dbo.Contact -- => copy dbo.Contact_2024.Nom < dbo.Contact.Nom:same => copy dbo.Contact_2024.Tel < dbo.Contact.Tel:same
SELECT Nom INTO #t FROM dbo.Contact
CREATE SECURITY POLICY dbo.ParMutuelle ADD FILTER PREDICATE dbo.f(IdMut) ON dbo.Contact WITH (STATE = ON) -- => rls_on dbo.Contact.
GO
ALTER SECURITY POLICY dbo.ParMutuelle WITH (STATE = OFF) -- => rls_off dbo.Contact.
GO
CREATE PROCEDURE dbo.Fiche @id int -- => function dbo.Fiche.Nom < dbo.Contact.Nom:same => function dbo.Fiche.Mail < dbo.Contact.Mail:same
AS
BEGIN
    SET NOCOUNT ON
    SELECT Nom, Mail FROM dbo.Contact WHERE Id = @id
END
GO
DECLARE @sql nvarchar(max) = N'ALTER TABLE dbo.Contact ADD Nir char(15)' -- => add dbo.Contact.Nir
EXEC sp_executesql @sql
ALTER SCHEMA archive TRANSFER OBJECT::dbo.Ancien -- => rename archive.Ancien.
UPDATE c SET c.Tel = a.Courriel FROM dbo.Contact AS c INNER JOIN sante.Assuré a ON a.Id = c.IdA -- => copy dbo.Contact.Tel < sante.Assuré.Courriel:same
