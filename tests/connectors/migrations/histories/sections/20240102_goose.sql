-- +goose Up
-- +goose StatementBegin
ALTER TABLE ps ADD COLUMN mail text; -- => add ps.mail
-- +goose StatementEnd

-- +goose Down
ALTER TABLE ps DROP COLUMN mail; -- => drop ps.mail (down)
