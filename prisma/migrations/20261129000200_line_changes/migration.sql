-- Why a customer in a preview is charged another amount than last time is kept line by line, with what each adds: their
-- amounts make up the difference exactly, which customers may be sorted by. The words that stood here are made of them by
-- whoever reads. Previews that were made before have nothing but these words: they stand as one change over the whole amount.

-- the owner is held by row level security like everybody; here it has to see every tenant's rows
ALTER TABLE billing_run_entry NO FORCE ROW LEVEL SECURITY;

ALTER TABLE billing_run_entry
  ADD COLUMN change_minor bigint GENERATED ALWAYS AS (total_minor - previous_minor) STORED,
  ADD COLUMN changes jsonb NOT NULL DEFAULT '[]';

UPDATE billing_run_entry
SET changes = jsonb_build_array(jsonb_build_object(
  'serviceId', NULL, 'description', array_to_string(differences, '; '),
  'kind', 'OTHER', 'on', NULL, 'before', NULL, 'now', NULL,
  'amount', (total_minor - previous_minor)::text))
WHERE cardinality(differences) > 0 AND previous_minor IS NOT NULL;

ALTER TABLE billing_run_entry DROP COLUMN differences;

ALTER TABLE billing_run_entry FORCE ROW LEVEL SECURITY;
