-- Credit notes, money given back, and debts that will not come. Nothing of them is ever changed or deleted: of a note only what
-- it settles and what was paid out moves.

-- ---- notes: frozen as they were issued, like invoices
CREATE TABLE credit_note (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  -- null: of no invoice
  invoice_id uuid,
  number text COLLATE "C" NOT NULL,
  document_date date NOT NULL,
  currency text NOT NULL,
  net_minor bigint NOT NULL,
  tax_minor bigint NOT NULL,
  total_minor bigint NOT NULL,
  -- what it settles of invoices, and what was given back in money; the rest is on the balance
  applied_minor bigint NOT NULL DEFAULT 0,
  refunded_minor bigint NOT NULL DEFAULT 0,
  status text NOT NULL GENERATED ALWAYS AS
    (CASE WHEN applied_minor + refunded_minor < total_minor THEN 'OPEN' WHEN refunded_minor > 0 THEN 'REFUNDED' ELSE 'APPLIED' END) STORED,
  reason text NOT NULL,
  billed_to jsonb NOT NULL,
  billed_by jsonb NOT NULL,
  template_version_id uuid,
  company_version_id uuid,
  idempotency_key text,
  content_hash text NOT NULL,
  recorded_by text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT credit_note_pkey PRIMARY KEY (id),
  CHECK (total_minor > 0 AND total_minor = net_minor + tax_minor),
  CHECK (applied_minor >= 0 AND refunded_minor >= 0 AND applied_minor + refunded_minor <= total_minor)
);
CREATE UNIQUE INDEX credit_note_partner_id_id_key ON credit_note (partner_id, id);
CREATE UNIQUE INDEX credit_note_partner_id_number_key ON credit_note (partner_id, number);
CREATE UNIQUE INDEX credit_note_partner_id_idempotency_key_key ON credit_note (partner_id, idempotency_key);
CREATE INDEX credit_note_customer_id_document_date_idx ON credit_note (customer_id, document_date);
CREATE INDEX credit_note_invoice_id_idx ON credit_note (invoice_id);
CREATE INDEX credit_note_currency_document_date_partner_path_idx ON credit_note (currency, document_date, partner_path);
CREATE INDEX credit_note_document_date_id_partner_path_idx ON credit_note (document_date, id, partner_path);
CREATE INDEX credit_note_counted_idx ON credit_note (partner_path, document_date, customer_id, status);
CREATE INDEX credit_note_number_idx ON credit_note (number);

CREATE TABLE credit_note_line (
  credit_note_id uuid NOT NULL,
  position int NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  -- the line of the invoice that it gives back; null: of none, or of a rate as a whole
  invoice_position int,
  kind text NOT NULL,
  service_id uuid,
  description text NOT NULL,
  quantity numeric(14,4) NOT NULL,
  unit_price numeric(19,4) NOT NULL,
  period_from date,
  period_to date,
  net_minor bigint NOT NULL,
  tax_percent numeric(9,4) NOT NULL,
  tax_included boolean NOT NULL,
  tax_minor bigint NOT NULL,
  total_minor bigint NOT NULL,
  CONSTRAINT credit_note_line_pkey PRIMARY KEY (credit_note_id, position),
  CHECK (total_minor = net_minor + tax_minor)
);
CREATE INDEX credit_note_line_partner_path_idx ON credit_note_line (partner_path);

-- ---- money given back, of a payment or of a note
CREATE TABLE refund (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  payment_id uuid,
  credit_note_id uuid,
  transaction_id uuid NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  date date NOT NULL,
  method text NOT NULL,
  idempotency_key text,
  content_hash text NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT refund_pkey PRIMARY KEY (id),
  CHECK (amount_minor > 0),
  CHECK ((payment_id IS NULL) <> (credit_note_id IS NULL)),
  CHECK (method IN ('CASH', 'BANK_TRANSFER', 'CARD', 'REFILL_CARD', 'DIRECT_DEBIT', 'OTHER'))
);
CREATE UNIQUE INDEX refund_partner_id_idempotency_key_key ON refund (partner_id, idempotency_key);
CREATE INDEX refund_customer_id_idx ON refund (customer_id);
CREATE INDEX refund_payment_id_idx ON refund (payment_id);
CREATE INDEX refund_credit_note_id_idx ON refund (credit_note_id);
CREATE INDEX refund_partner_path_date_idx ON refund (partner_path, date);

-- ---- what was written off of an invoice; taken back by a negative amount, never by a change
CREATE TABLE write_off (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  transaction_id uuid NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  date date NOT NULL,
  reason text NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT write_off_pkey PRIMARY KEY (id),
  CHECK (amount_minor <> 0)
);
CREATE INDEX write_off_invoice_id_idx ON write_off (invoice_id);
CREATE INDEX write_off_partner_path_date_idx ON write_off (partner_path, date);

-- ---- links from what is there
ALTER TABLE ledger_transaction ADD COLUMN credit_note_id uuid;
ALTER TABLE credit ADD COLUMN credit_note_id uuid;
ALTER TABLE allocation ADD COLUMN credit_note_id uuid;
ALTER TABLE payment ADD COLUMN refunded_minor bigint NOT NULL DEFAULT 0, ADD CHECK (refunded_minor BETWEEN 0 AND amount_minor);
-- CREDIT_NOTE: a note, of the invoice that it is of; WRITE_OFF: a debt that will not come
ALTER TABLE allocation DROP CONSTRAINT allocation_made_by_check, ADD CHECK (made_by IN ('PAYMENT', 'BALANCE', 'CREDIT_NOTE', 'WRITE_OFF'));
-- few entries are of notes
CREATE INDEX ledger_transaction_credit_note_id_idx ON ledger_transaction (credit_note_id) WHERE credit_note_id IS NOT NULL;
CREATE INDEX allocation_credit_note_id_idx ON allocation (credit_note_id) WHERE credit_note_id IS NOT NULL;

DO $$ DECLARE k text[]; t text; BEGIN
  FOREACH k SLICE 1 IN ARRAY ARRAY[
    ['credit_note','customer_id','customer'], ['credit_note','invoice_id','invoice'],
    ['credit_note','template_version_id','template_version'], ['credit_note','company_version_id','company_version'],
    ['credit_note_line','credit_note_id','credit_note'], ['credit_note_line','customer_id','customer'], ['credit_note_line','service_id','service'],
    ['refund','customer_id','customer'], ['refund','payment_id','payment'], ['refund','credit_note_id','credit_note'], ['refund','transaction_id','ledger_transaction'],
    ['write_off','customer_id','customer'], ['write_off','invoice_id','invoice'], ['write_off','transaction_id','ledger_transaction'],
    ['ledger_transaction','credit_note_id','credit_note'], ['credit','credit_note_id','credit_note'], ['allocation','credit_note_id','credit_note']
  ] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, %I) REFERENCES %I (partner_id, id)', k[1], k[1] || '_' || k[2] || '_fkey', k[2], k[3]);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['credit_note', 'credit_note_line', 'refund', 'write_off'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE', t, t || '_partner_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO backhaul_app', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['credit_note', 'credit_note_line', 'refund'] LOOP
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end()
      AND customer_id >= scope_first_customer() AND customer_id <= scope_last_customer())', t);
  END LOOP;
END $$;
-- why somebody's debt was written off is no matter of its own
CREATE POLICY scope ON write_off TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
GRANT UPDATE (applied_minor, refunded_minor) ON credit_note TO backhaul_app;
GRANT UPDATE (refunded_minor) ON payment TO backhaul_app;

-- ---- what no use case may get wrong
CREATE FUNCTION credit_note_is_its_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad uuid;
BEGIN
  SELECT n.id INTO bad FROM (SELECT credit_note_id, sum(net_minor) net, sum(tax_minor) tax, sum(total_minor) total FROM added GROUP BY 1) s
    JOIN credit_note n ON n.id = s.credit_note_id
  WHERE s.net <> n.net_minor OR s.tax <> n.tax_minor OR s.total <> n.total_minor LIMIT 1;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'the lines of credit note % do not add up to it', bad USING ERRCODE = 'BH002'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER credit_note_line_sum AFTER INSERT ON credit_note_line REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION credit_note_is_its_lines();

CREATE FUNCTION credit_notes_within_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad text;
BEGIN
  SELECT i.number INTO bad FROM invoice i
  WHERE i.id IN (SELECT invoice_id FROM added)
    AND (i.state <> 'ISSUED' OR i.total_minor < (SELECT sum(n.total_minor) FROM credit_note n WHERE n.invoice_id = i.id)) LIMIT 1;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'the credit notes of invoice % exceed it', bad USING ERRCODE = 'BH002'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER credit_note_within AFTER INSERT ON credit_note REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION credit_notes_within_invoice();

-- ---- the figures of the dashboards: each by its own day, beside what was invoiced and paid
--   CREDITED      credit notes by their date
--   REFUNDED      money given back, by the day of that
--   WRITTEN_OFF   debts written off, less what of that was taken back, by the day of each
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['credit_note', 'refund', 'write_off'] LOOP
    EXECUTE format('CREATE POLICY identity ON %I FOR SELECT TO backhaul_identity USING (true)', t);
  END LOOP;
END $$;
GRANT SELECT (partner_id, partner_path, document_date, currency, total_minor) ON credit_note TO backhaul_identity;
GRANT SELECT (partner_id, partner_path, date, currency, amount_minor) ON refund, write_off TO backhaul_identity;

GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION credit_notes_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
  SELECT partner_id, max(partner_path), 'CREDITED', currency, document_date, sum(total_minor), count(*) FROM added GROUP BY partner_id, currency, document_date;
  RETURN NULL;
END $$;
CREATE TRIGGER figured_added AFTER INSERT ON credit_note REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION credit_notes_figured();
CREATE FUNCTION refunds_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
  SELECT partner_id, max(partner_path), 'REFUNDED', currency, date, sum(amount_minor), count(*) FROM added GROUP BY partner_id, currency, date;
  RETURN NULL;
END $$;
CREATE TRIGGER figured_added AFTER INSERT ON refund REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refunds_figured();
CREATE FUNCTION write_offs_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
  SELECT partner_id, max(partner_path), 'WRITTEN_OFF', currency, date, sum(amount_minor), sum(sign(amount_minor)::int) FROM added GROUP BY partner_id, currency, date;
  RETURN NULL;
END $$;
CREATE TRIGGER figured_added AFTER INSERT ON write_off REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION write_offs_figured();
DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['credit_notes_figured()', 'refunds_figured()', 'write_offs_figured()'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO backhaul_identity', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;

-- what the rows of one place give, as before and with these three
CREATE OR REPLACE FUNCTION figures_at(place text)
RETURNS TABLE (figure text, currency text, day date, rate numeric, amount numeric, n bigint) LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT f.figure, i.currency, f.day, 0::numeric, sum(f.amount), sum(f.n)
  FROM invoice i CROSS JOIN LATERAL figures_of_invoice(i.state, i.document_date, i.due_date, i.void_on, i.total_minor, i.due_minor) f
  WHERE i.partner_path = place GROUP BY f.figure, i.currency, f.day
  UNION ALL
  SELECT f.figure, p.currency, f.day, 0, sum(f.amount), sum(f.n)
  FROM payment p CROSS JOIN LATERAL figures_of_payment(p.date, p.reversed_on, p.amount_minor) f
  WHERE p.partner_path = place GROUP BY f.figure, p.currency, f.day
  UNION ALL
  SELECT 'ENTRIES', t.currency, t.date, 0, 0, count(*)
  FROM ledger_transaction t
  WHERE t.partner_path = place GROUP BY t.currency, t.date
  UNION ALL
  SELECT 'CREDITED', k.currency, k.document_date, 0, sum(k.total_minor), count(*)
  FROM credit_note k
  WHERE k.partner_path = place GROUP BY k.currency, k.document_date
  UNION ALL
  SELECT 'REFUNDED', k.currency, k.date, 0, sum(k.amount_minor), count(*)
  FROM refund k
  WHERE k.partner_path = place GROUP BY k.currency, k.date
  UNION ALL
  SELECT 'WRITTEN_OFF', k.currency, k.date, 0, sum(k.amount_minor), sum(sign(k.amount_minor)::int)
  FROM write_off k
  WHERE k.partner_path = place GROUP BY k.currency, k.date
  UNION ALL
  SELECT f.figure, c.currency, f.day, 0, sum(f.amount), sum(f.n)
  FROM customer c CROSS JOIN LATERAL figures_of_customer(c.status, c.created_on, c.balance_minor) f
  WHERE c.partner_path = place GROUP BY f.figure, c.currency, f.day
  UNION ALL
  SELECT s.figure, s.currency, s.day, s.rate, sum(s.amount), sum(s.n)
  FROM recurring_step s
  WHERE s.partner_path = place GROUP BY s.figure, s.currency, s.day, s.rate;
END;
