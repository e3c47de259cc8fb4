-- A run keeps where its partners stood in the tree when it was previewed: [{ "id", "name", "path" }]. One that moves, or is
-- added below, makes the preview stale, by name. Runs previewed before have none, and are not compared.
ALTER TABLE billing_run ADD COLUMN places JSONB NOT NULL DEFAULT '[]';
