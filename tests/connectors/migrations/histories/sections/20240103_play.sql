# --- !Ups
ALTER TABLE ps ADD COLUMN tel text; -- => add ps.tel
# --- !Downs
ALTER TABLE ps DROP COLUMN tel; -- => drop ps.tel (down)
