-- How often a dispute went on: what staff was told of a state is told again when the dispute comes to it again.
ALTER TABLE dispute ADD COLUMN moves integer NOT NULL DEFAULT 0;
GRANT UPDATE (moves) ON dispute TO backhaul_app;
