-- Changes of plan. The other service is there from the day on which the change is planned, beginning with the change, and
-- the old one ends the day before: whoever bills needs to know nothing of it. What is given back and charged at once comes
-- on the day itself, once.
ALTER TABLE service ADD COLUMN changed_to uuid, ADD COLUMN changed_from uuid,
  ADD CONSTRAINT service_changed_to_fkey FOREIGN KEY (partner_id, changed_to) REFERENCES service (partner_id, id),
  ADD CONSTRAINT service_changed_from_fkey FOREIGN KEY (partner_id, changed_from) REFERENCES service (partner_id, id);
CREATE INDEX service_changed_to_idx ON service (changed_to) WHERE changed_to IS NOT NULL;
CREATE INDEX service_changed_from_idx ON service (changed_from) WHERE changed_from IS NOT NULL;
-- customers may change to it by themselves
ALTER TABLE tariff ADD COLUMN portal_selectable boolean NOT NULL DEFAULT false;

CREATE TABLE plan_change (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  service_id uuid NOT NULL,
  -- null: taken back, and gone
  to_service_id uuid,
  tariff_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'PLANNED',
  -- from which the other plan holds
  date date NOT NULL,
  -- the end that the service had before
  previous_end date,
  -- what it came to, tax included; while it is planned: what it would have, when it was planned
  fee_minor bigint NOT NULL,
  credited_minor bigint NOT NULL,
  charged_minor bigint NOT NULL,
  balance_after_minor bigint NOT NULL,
  invoice_id uuid,
  credit_notes uuid[] NOT NULL DEFAULT '{}',
  -- why it could not be carried out on its day
  problem text,
  recorded_by text NOT NULL,
  -- chosen in the portal
  by_customer boolean NOT NULL DEFAULT false,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  done_at timestamptz(6),
  cancelled_at timestamptz(6),
  cancelled_by text,
  CONSTRAINT plan_change_pkey PRIMARY KEY (id),
  CHECK (status IN ('PLANNED', 'DONE', 'CANCELLED')),
  CHECK ((status = 'CANCELLED') = (to_service_id IS NULL)),
  CHECK ((status = 'DONE') = (done_at IS NOT NULL)),
  CHECK (fee_minor >= 0 AND credited_minor >= 0 AND charged_minor >= 0)
);
-- a service is followed by one other at most
CREATE UNIQUE INDEX plan_change_service_id_key ON plan_change (service_id) WHERE status <> 'CANCELLED';
CREATE INDEX plan_change_service_id_idx ON plan_change (service_id);
CREATE INDEX plan_change_to_service_id_idx ON plan_change (to_service_id);
CREATE INDEX plan_change_customer_id_idx ON plan_change (customer_id);
CREATE INDEX plan_change_partner_path_idx ON plan_change (partner_path);
CREATE INDEX plan_change_due_idx ON plan_change (date, partner_path) WHERE status = 'PLANNED';

DO $$ DECLARE k text[]; BEGIN
  FOREACH k SLICE 1 IN ARRAY ARRAY[
    ['customer_id', 'customer'], ['service_id', 'service'], ['to_service_id', 'service'], ['invoice_id', 'invoice']
  ] LOOP
    EXECUTE format('ALTER TABLE plan_change ADD CONSTRAINT %I FOREIGN KEY (partner_id, %I) REFERENCES %I (partner_id, id)', 'plan_change_' || k[1] || '_fkey', k[1], k[2]);
  END LOOP;
END $$;
ALTER TABLE plan_change ADD CONSTRAINT plan_change_tariff_id_fkey FOREIGN KEY (tariff_id) REFERENCES tariff (id);
ALTER TABLE plan_change ADD CONSTRAINT plan_change_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE plan_change ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON plan_change TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end()
  AND customer_id >= scope_first_customer() AND customer_id <= scope_last_customer());
GRANT SELECT, INSERT, UPDATE ON plan_change TO backhaul_app;
