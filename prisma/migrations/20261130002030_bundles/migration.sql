-- Bundles and contracts: what a tariff consists of, what beginning it costs, how long it holds, and what ending it sooner
-- costs. A service keeps the terms that it was sold with.
ALTER TABLE tariff
  ADD COLUMN bundle uuid[] NOT NULL DEFAULT '{}',
  ADD COLUMN activation_fee numeric(19,4), ADD CHECK (activation_fee >= 0),
  ADD COLUMN minimum_months int, ADD CHECK (minimum_months BETWEEN 1 AND 120),
  ADD COLUMN cancellation_fee numeric(19,4), ADD CHECK (cancellation_fee >= 0),
  ADD CHECK (kind = 'BUNDLE' OR bundle = '{}');
ALTER TABLE service
  -- null: none
  ADD COLUMN activation_fee numeric(19,4), ADD CHECK (activation_fee >= 0),
  ADD COLUMN minimum_months int, ADD CHECK (minimum_months BETWEEN 1 AND 120),
  ADD COLUMN cancellation_fee numeric(19,4), ADD CHECK (cancellation_fee >= 0),
  -- the waiting item that ending it early made
  ADD COLUMN cancellation_item uuid;
CREATE UNIQUE INDEX future_item_partner_id_id_key ON future_item (partner_id, id);
ALTER TABLE service ADD CONSTRAINT service_cancellation_item_fkey FOREIGN KEY (partner_id, cancellation_item) REFERENCES future_item (partner_id, id);
CREATE INDEX service_cancellation_item_idx ON service (cancellation_item) WHERE cancellation_item IS NOT NULL;
-- it makes an invoice of its own where nothing else is charged
ALTER TABLE future_item ADD COLUMN alone boolean NOT NULL DEFAULT false;
CREATE TRIGGER facts_changed_fees AFTER UPDATE OF activation_fee ON service FOR EACH ROW EXECUTE FUNCTION service_facts_changed();
