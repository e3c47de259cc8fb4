-- A wrong record that nobody billed is withdrawn: it stays, with the reason, belongs to no sum, and is billed by nobody. Its
-- source id may come again with something else. Each call and file that records come with has an id of its own, so that all of
-- a wrong one can be withdrawn; what came before this has none.
ALTER TABLE usage_record
  ADD COLUMN batch_id uuid,
  ADD COLUMN withdrawn_at timestamptz(6),
  ADD COLUMN withdrawn_by text,
  ADD COLUMN withdrawn_reason text,
  DROP CONSTRAINT usage_record_check1,
  ADD CONSTRAINT usage_record_summed_check CHECK (
    CASE WHEN withdrawn_at IS NULL THEN (unit_price IS NULL) = (sum_id IS NULL) ELSE sum_id IS NULL END),
  ADD CONSTRAINT usage_record_withdrawn_check CHECK (
    (withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL)
    AND char_length(withdrawn_reason) BETWEEN 1 AND 500);

-- one record of a source id counts; withdrawn ones are found by it as well
DROP INDEX usage_record_partner_id_source_id_key;
CREATE UNIQUE INDEX usage_record_partner_id_source_id_key ON usage_record (partner_id, source_id) WHERE withdrawn_at IS NULL;
CREATE INDEX usage_record_withdrawn_idx ON usage_record (partner_id, source_id) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX usage_record_batch_idx ON usage_record (batch_id) WHERE batch_id IS NOT NULL;
DROP INDEX usage_record_unrated_idx;
CREATE INDEX usage_record_unrated_idx ON usage_record (partner_path, at, id) WHERE unit_price IS NULL AND withdrawn_at IS NULL;

GRANT UPDATE (withdrawn_at, withdrawn_by, withdrawn_reason) ON usage_record TO backhaul_app;
GRANT DELETE ON usage_sum TO backhaul_app;

-- ---- what no use case may get wrong
CREATE FUNCTION usage_is_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.withdrawn_at IS NOT NULL THEN
    RAISE EXCEPTION 'usage % is withdrawn, and stays so', OLD.source_id USING ERRCODE = 'BH001';
  END IF;
  IF EXISTS (SELECT FROM usage_sum WHERE id = OLD.sum_id AND (charge_id IS NOT NULL OR invoice_id IS NOT NULL)) THEN
    RAISE EXCEPTION 'usage % is billed already', OLD.source_id USING ERRCODE = 'BH001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER usage_record_withdrawn BEFORE UPDATE OF unit_price, rated_by, sum_id, withdrawn_at, withdrawn_by, withdrawn_reason
  ON usage_record FOR EACH ROW
  WHEN (OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NOT NULL)
  EXECUTE FUNCTION usage_is_withdrawn();
-- a sum is gone with the last of its records, never once it is billed
CREATE TRIGGER usage_sum_goes BEFORE DELETE ON usage_sum FOR EACH ROW
  WHEN (OLD.charge_id IS NOT NULL OR OLD.invoice_id IS NOT NULL)
  EXECUTE FUNCTION usage_is_taken();
CREATE TRIGGER facts_gone AFTER DELETE ON usage_sum REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_facts_changed();
