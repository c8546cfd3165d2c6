--liquibase formatted sql

--changeset marie.d:1 dbms:postgresql
--comment: ALTER TABLE x ADD y int
CREATE TABLE adherent (
    id int,
    num_ss varchar(15)
);
--rollback DROP TABLE adherent;

--changeset marie.d:2 splitStatements:false endDelimiter:/
CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN RETURN NEW; END $$ LANGUAGE plpgsql
/
ALTER TABLE adherent ADD iban varchar(34)
/
/* liquibase rollback
ALTER TABLE adherent
  DROP COLUMN iban;
*/
-- =>@=6 add adherent.id =>@=7 add adherent.num_ss =>@=14 add adherent.iban =>@=9 drop adherent. (down) =>@=18 drop adherent.iban (down)
