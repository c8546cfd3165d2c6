-- migrate:up transaction:false
ALTER TABLE ps ADD iban text; -- => add ps.iban
-- migrate:down
ALTER TABLE ps DROP iban; -- => drop ps.iban (down)
