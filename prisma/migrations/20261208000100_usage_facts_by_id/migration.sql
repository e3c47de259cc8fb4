-- The customers of what changed are looked up one by one: joined to thousands of rows by whatever way the statement around it
-- has left to the planner, all customers were read for each call.
CREATE OR REPLACE FUNCTION usage_facts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customer SET facts_version = facts_version + 1 WHERE id = ANY (ARRAY(
    SELECT DISTINCT customer_id FROM changed WHERE charge_id IS NULL AND invoice_id IS NULL));
  RETURN NULL;
END $$;
