-- What the night's work goes by and leaves behind, beside the customers' status.

-- Promises to pay, one after the other: the latest of a customer holds, through its day; null takes it back. Nothing is
-- ever changed: who promised what, and who wrote it down, stays.
CREATE TABLE promise_to_pay (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  -- the last day
  until date,
  reason text,
  -- the day on which it was made
  date date NOT NULL,
  recorded_by text NOT NULL,
  -- in the order in which the customer's lock was held
  at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT promise_to_pay_pkey PRIMARY KEY (id),
  CHECK (until >= date)
);
CREATE INDEX promise_to_pay_customer_id_at_idx ON promise_to_pay (customer_id, at);
CREATE INDEX promise_to_pay_partner_path_idx ON promise_to_pay (partner_path);

-- Reminders of the timetable: each of its days once for a customer.
CREATE TABLE dunning_reminder (
  customer_id uuid NOT NULL,
  day date NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  -- which one of the timetable
  step smallint NOT NULL,
  -- the night in which it was queued
  date date NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT dunning_reminder_pkey PRIMARY KEY (customer_id, day),
  CHECK (step BETWEEN 1 AND 3)
);
CREATE INDEX dunning_reminder_partner_path_idx ON dunning_reminder (partner_path);

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['promise_to_pay', 'dunning_reminder'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, customer_id) REFERENCES customer (partner_id, id)', t, t || '_customer_id_fkey');
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE', t, t || '_partner_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end()
      AND customer_id >= scope_first_customer() AND customer_id <= scope_last_customer())', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO backhaul_app', t);
  END LOOP;
END $$;

-- A late fee is an invoice of its own, which knows the one that it is for: one for each, whatever becomes of it.
ALTER TABLE invoice ADD COLUMN late_fee_for uuid, ADD CHECK (late_fee_for IS NULL OR NOT recurring),
  ADD CONSTRAINT invoice_late_fee_for_fkey FOREIGN KEY (partner_id, late_fee_for) REFERENCES invoice (partner_id, id);
CREATE UNIQUE INDEX invoice_late_fee_for_key ON invoice (late_fee_for) WHERE late_fee_for IS NOT NULL;
CREATE FUNCTION late_fee_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what invoice % is a late fee for cannot be changed', OLD.number USING ERRCODE = 'BH001'; END $$;
CREATE TRIGGER late_fee_stays BEFORE UPDATE OF late_fee_for ON invoice FOR EACH ROW
  WHEN (OLD.late_fee_for IS DISTINCT FROM NEW.late_fee_for) EXECUTE FUNCTION late_fee_stays();
