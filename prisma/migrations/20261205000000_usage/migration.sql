-- What was used of services: calls, messages, data. A record is there once for each id of its source, and stays what it is;
-- one without a price is billed by nobody until it gets one. What is rated is summed up as it comes, by service, kind, price
-- and billing period, so that a run reads and takes sums however many records there are. A sum belongs to the charge or the
-- invoice that took it, and its records with it.
CREATE TABLE usage_sum (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  service_id uuid NOT NULL,
  kind text NOT NULL,
  unit_price numeric(19,4) NOT NULL,
  -- what it sums up began on: the first day of a billing period as it was when its first record came
  period_from date NOT NULL,
  -- of its records
  first_day date NOT NULL,
  last_day date NOT NULL,
  quantity numeric(26,4) NOT NULL,
  records int NOT NULL,
  -- who took it; neither: it waits
  charge_id uuid,
  invoice_id uuid,
  CONSTRAINT usage_sum_pkey PRIMARY KEY (id),
  CHECK (first_day <= last_day),
  CHECK (records > 0),
  CHECK (quantity >= 0 AND unit_price >= 0)
);
CREATE UNIQUE INDEX usage_sum_partner_id_id_key ON usage_sum (partner_id, id);
CREATE INDEX usage_sum_open_idx ON usage_sum (customer_id) WHERE charge_id IS NULL AND invoice_id IS NULL;
CREATE INDEX usage_sum_charge_id_idx ON usage_sum (charge_id) WHERE charge_id IS NOT NULL;
CREATE INDEX usage_sum_invoice_id_idx ON usage_sum (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX usage_sum_service_id_idx ON usage_sum (service_id);
CREATE INDEX usage_sum_partner_path_idx ON usage_sum (partner_path);

CREATE TABLE usage_record (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  service_id uuid NOT NULL,
  source_id text COLLATE "C" NOT NULL,
  at timestamptz(6) NOT NULL,
  -- on the calendar of its partner
  day date NOT NULL,
  kind text NOT NULL,
  quantity numeric(17,4) NOT NULL,
  -- null: unrated
  unit_price numeric(19,4),
  -- as the source said it; null: it was rated here
  sent_price numeric(19,4),
  rated_by text,
  sum_id uuid,
  recorded_by text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT usage_record_pkey PRIMARY KEY (id),
  CHECK (quantity >= 0 AND unit_price >= 0),
  CHECK ((unit_price IS NULL) = (sum_id IS NULL)),
  CHECK (unit_price IS NOT NULL OR sent_price IS NULL),
  CHECK (char_length(source_id) BETWEEN 1 AND 200 AND char_length(kind) BETWEEN 1 AND 60)
);
CREATE UNIQUE INDEX usage_record_partner_id_source_id_key ON usage_record (partner_id, source_id);
CREATE INDEX usage_record_customer_id_at_id_idx ON usage_record (customer_id, at, id);
CREATE INDEX usage_record_service_id_idx ON usage_record (service_id);
CREATE INDEX usage_record_sum_id_idx ON usage_record (sum_id);
CREATE INDEX usage_record_at_id_partner_path_idx ON usage_record (at, id, partner_path);
CREATE INDEX usage_record_counted_idx ON usage_record (partner_path, customer_id);
CREATE INDEX usage_record_unrated_idx ON usage_record (partner_path, at, id) WHERE unit_price IS NULL;

DO $$ DECLARE k text[]; t text; BEGIN
  FOREACH k SLICE 1 IN ARRAY ARRAY[
    ['usage_sum', 'customer_id', 'customer'], ['usage_sum', 'service_id', 'service'],
    ['usage_sum', 'charge_id', 'charge'], ['usage_sum', 'invoice_id', 'invoice'],
    ['usage_record', 'customer_id', 'customer'], ['usage_record', 'service_id', 'service']
  ] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, %I) REFERENCES %I (partner_id, id)', k[1], k[1] || '_' || k[2] || '_fkey', k[2], k[3]);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['usage_sum', 'usage_record'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE', t, t || '_partner_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO backhaul_app', t);
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end()
      AND customer_id >= scope_first_customer() AND customer_id <= scope_last_customer())', t);
  END LOOP;
END $$;
ALTER TABLE usage_record ADD CONSTRAINT usage_record_partner_id_sum_id_fkey FOREIGN KEY (partner_id, sum_id)
  REFERENCES usage_sum (partner_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;
GRANT UPDATE (first_day, last_day, quantity, records, charge_id, invoice_id) ON usage_sum TO backhaul_app;
GRANT UPDATE (unit_price, rated_by, sum_id) ON usage_record TO backhaul_app;

-- ---- what no use case may get wrong
CREATE FUNCTION usage_is_rated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the price of usage % stays what it is', OLD.source_id USING ERRCODE = 'BH001'; END $$;
CREATE TRIGGER usage_record_stays BEFORE UPDATE OF unit_price, rated_by ON usage_record FOR EACH ROW
  WHEN (OLD.unit_price IS NOT NULL AND ROW(OLD.unit_price, OLD.rated_by) IS DISTINCT FROM ROW(NEW.unit_price, NEW.rated_by))
  EXECUTE FUNCTION usage_is_rated();
-- what is billed grows no more, and no other charge takes it
CREATE FUNCTION usage_is_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'usage % is billed already', OLD.id USING ERRCODE = 'BH001'; END $$;
CREATE TRIGGER usage_sum_stays BEFORE UPDATE ON usage_sum FOR EACH ROW
  WHEN (OLD.partner_path = NEW.partner_path AND (OLD.charge_id IS NOT NULL OR OLD.invoice_id IS NOT NULL)
    AND (NEW.charge_id IS NOT NULL OR NEW.invoice_id IS NOT NULL
      OR ROW(OLD.first_day, OLD.last_day, OLD.quantity, OLD.records) IS DISTINCT FROM ROW(NEW.first_day, NEW.last_day, NEW.quantity, NEW.records)))
  EXECUTE FUNCTION usage_is_taken();

-- ---- what waits changes what billing would do; what is taken is told by the charge that takes it
CREATE FUNCTION usage_facts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customer SET facts_version = facts_version + 1 WHERE id IN (
    SELECT customer_id FROM changed WHERE charge_id IS NULL AND invoice_id IS NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER facts_added AFTER INSERT ON usage_sum REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_facts_changed();
CREATE TRIGGER facts_changed AFTER UPDATE ON usage_sum REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_facts_changed();
