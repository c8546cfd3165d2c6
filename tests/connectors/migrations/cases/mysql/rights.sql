CREATE USER 'portail'@'%' IDENTIFIED BY 'GRANT; ALL';
GRANT SELECT (`nom`, prenom), INSERT ON `tp`.`adherent` TO 'portail'@'%', `web`@localhost; -- => grant tp.adherent.nom portail => grant tp.adherent.prenom portail => grant tp.adherent.nom web => grant tp.adherent.prenom web
GRANT SELECT, UPDATE ON tp.* TO 'stat'@'10.0.0.%'; -- => grant tp.adherent. stat
GRANT USAGE ON *.* TO 'x'@'%';
GRANT ALL PRIVILEGES ON *.* TO 'dev'@'%' WITH GRANT OPTION; -- => grant tp.adherent. dev
REVOKE SELECT ON tp.adherent FROM 'stat'@'10.0.0.%'; -- => revoke tp.adherent. stat
GRANT 'lecture'@'%' TO 'web'@'%';
FLUSH PRIVILEGES;
