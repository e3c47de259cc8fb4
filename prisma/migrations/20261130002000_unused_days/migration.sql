-- Days of a service that were charged and given back, since it ended before them: by a credit note on the charge's invoice,
-- or by a CREDIT beside a charge without one. They may be charged again when the service goes on after all.
CREATE TABLE unused_days (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  service_id uuid NOT NULL,
  charge_id uuid NOT NULL,
  -- null: by an entry of the ledger alone, or for nothing, as a fee took all of it
  credit_note_id uuid,
  first_day date NOT NULL,
  -- exclusive
  until date NOT NULL,
  total_minor bigint NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT unused_days_pkey PRIMARY KEY (id),
  CHECK (first_day < until),
  CHECK (total_minor >= 0)
);
CREATE INDEX unused_days_service_id_idx ON unused_days (service_id);
CREATE INDEX unused_days_charge_id_idx ON unused_days (charge_id);
CREATE INDEX unused_days_customer_id_idx ON unused_days (customer_id);
CREATE INDEX unused_days_partner_path_idx ON unused_days (partner_path);

DO $$ DECLARE k text[]; BEGIN
  FOREACH k SLICE 1 IN ARRAY ARRAY[
    ['customer_id', 'customer'], ['service_id', 'service'], ['charge_id', 'charge'], ['credit_note_id', 'credit_note']
  ] LOOP
    EXECUTE format('ALTER TABLE unused_days ADD CONSTRAINT %I FOREIGN KEY (partner_id, %I) REFERENCES %I (partner_id, id)', 'unused_days_' || k[1] || '_fkey', k[1], k[2]);
  END LOOP;
END $$;
ALTER TABLE unused_days ADD CONSTRAINT unused_days_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE unused_days ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON unused_days TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end()
  AND customer_id >= scope_first_customer() AND customer_id <= scope_last_customer());
GRANT SELECT, INSERT ON unused_days TO backhaul_app;
