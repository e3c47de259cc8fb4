-- Proforma invoices: requests for payment. They move no balance and are no tax documents. Money that comes for one waits on
-- it and settles nothing else; paid in full it becomes a tax invoice, once.

-- ---- frozen as they were issued, like invoices: only what waits on them and what became of them moves
CREATE TABLE proforma (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  number text COLLATE "C" NOT NULL,
  status text NOT NULL DEFAULT 'UNPAID',
  document_date date NOT NULL,
  -- by when it asks to be paid
  due_date date NOT NULL,
  currency text NOT NULL,
  net_minor bigint NOT NULL,
  tax_minor bigint NOT NULL,
  total_minor bigint NOT NULL,
  -- what waits on it; of a paid one all of it, of a void one nothing
  paid_minor bigint NOT NULL DEFAULT 0,
  -- what it became when it was paid
  invoice_id uuid,
  void_reason text,
  void_on date,
  -- of one that came by itself: the billing date whose charge it asks to be paid, and that charge as it was planned
  billing_date date,
  plan jsonb,
  billed_to jsonb NOT NULL,
  billed_by jsonb NOT NULL,
  template_version_id uuid,
  company_version_id uuid,
  idempotency_key text,
  content_hash text NOT NULL,
  recorded_by text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT proforma_pkey PRIMARY KEY (id),
  CHECK (status IN ('UNPAID', 'PAID', 'VOID')),
  CHECK (total_minor > 0 AND total_minor = net_minor + tax_minor),
  CHECK (due_date >= document_date),
  CHECK (paid_minor = CASE status WHEN 'PAID' THEN total_minor WHEN 'VOID' THEN 0 ELSE greatest(paid_minor, 0) END),
  CHECK ((status = 'PAID') = (invoice_id IS NOT NULL)),
  CHECK ((status = 'VOID') = (void_on IS NOT NULL) AND (void_on IS NULL) = (void_reason IS NULL)),
  CHECK ((billing_date IS NULL) = (plan IS NULL))
);
CREATE UNIQUE INDEX proforma_partner_id_id_key ON proforma (partner_id, id);
CREATE UNIQUE INDEX proforma_partner_id_number_key ON proforma (partner_id, number);
CREATE UNIQUE INDEX proforma_partner_id_idempotency_key_key ON proforma (partner_id, idempotency_key);
CREATE UNIQUE INDEX proforma_invoice_id_key ON proforma (invoice_id);
-- one for each customer and billing date comes by itself, whatever became of it
CREATE UNIQUE INDEX proforma_customer_id_billing_date_key ON proforma (customer_id, billing_date);
CREATE INDEX proforma_customer_id_document_date_idx ON proforma (customer_id, document_date);
CREATE INDEX proforma_currency_document_date_partner_path_idx ON proforma (currency, document_date, partner_path);
CREATE INDEX proforma_document_date_id_partner_path_idx ON proforma (document_date, id, partner_path);
CREATE INDEX proforma_counted_idx ON proforma (partner_path, document_date, customer_id, status);
CREATE INDEX proforma_number_idx ON proforma (number);
-- few are open at a time: whoever charges a customer looks for those that ask for its next charge
CREATE INDEX proforma_open_idx ON proforma (customer_id) WHERE status = 'UNPAID';

CREATE TABLE proforma_line (
  proforma_id uuid NOT NULL,
  position int NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
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
  billing_day int,
  CONSTRAINT proforma_line_pkey PRIMARY KEY (proforma_id, position),
  CHECK (total_minor = net_minor + tax_minor)
);
CREATE INDEX proforma_line_partner_path_idx ON proforma_line (partner_path);

-- ---- links from what is there: the payment names what it was meant for, for ever; its credit waits until that is over
ALTER TABLE payment ADD COLUMN proforma_id uuid;
ALTER TABLE credit ADD COLUMN proforma_id uuid;
ALTER TABLE checkout ADD COLUMN proforma_id uuid, ADD CHECK (proforma_id IS NULL OR invoice_id IS NULL);
-- few are of proformas
CREATE INDEX payment_proforma_id_idx ON payment (proforma_id) WHERE proforma_id IS NOT NULL;
CREATE INDEX credit_proforma_id_idx ON credit (proforma_id) WHERE proforma_id IS NOT NULL;
CREATE INDEX credit_waiting_idx ON credit (customer_id) WHERE proforma_id IS NOT NULL;

DO $$ DECLARE k text[]; t text; BEGIN
  FOREACH k SLICE 1 IN ARRAY ARRAY[
    ['proforma','customer_id','customer'], ['proforma','invoice_id','invoice'],
    ['proforma','template_version_id','template_version'], ['proforma','company_version_id','company_version'],
    ['proforma_line','proforma_id','proforma'], ['proforma_line','customer_id','customer'],
    ['payment','proforma_id','proforma'], ['credit','proforma_id','proforma'], ['checkout','proforma_id','proforma']
  ] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, %I) REFERENCES %I (partner_id, id)', k[1], k[1] || '_' || k[2] || '_fkey', k[2], k[3]);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['proforma', 'proforma_line'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE', t, t || '_partner_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO backhaul_app', t);
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end()
      AND customer_id >= scope_first_customer() AND customer_id <= scope_last_customer())', t);
  END LOOP;
END $$;
-- a service that was never charged may be deleted; what asked for its days keeps its words
ALTER TABLE proforma_line ADD CONSTRAINT proforma_line_service_id_fkey FOREIGN KEY (partner_id, service_id)
  REFERENCES service (partner_id, id) ON DELETE SET NULL (service_id);
GRANT UPDATE (status, paid_minor, invoice_id, void_reason, void_on) ON proforma TO backhaul_app;
GRANT UPDATE (proforma_id) ON credit TO backhaul_app;

-- ---- what no use case may get wrong
CREATE FUNCTION proforma_is_its_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad uuid;
BEGIN
  SELECT n.id INTO bad FROM (SELECT proforma_id, sum(net_minor) net, sum(tax_minor) tax, sum(total_minor) total FROM added GROUP BY 1) s
    JOIN proforma n ON n.id = s.proforma_id
  WHERE s.net <> n.net_minor OR s.tax <> n.tax_minor OR s.total <> n.total_minor LIMIT 1;
  IF bad IS NOT NULL THEN RAISE EXCEPTION 'the lines of proforma % do not add up to it', bad USING ERRCODE = 'BH002'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER proforma_line_sum AFTER INSERT ON proforma_line REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION proforma_is_its_lines();

-- what waits on an open one is what is left of the credits that wait on it, whoever moves them
CREATE FUNCTION proforma_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.proforma_id IS NOT NULL THEN
    UPDATE proforma SET paid_minor = paid_minor - OLD.remaining_minor WHERE id = OLD.proforma_id AND status = 'UNPAID';
  END IF;
  IF NEW.proforma_id IS NOT NULL THEN
    UPDATE proforma SET paid_minor = paid_minor + NEW.remaining_minor WHERE id = NEW.proforma_id AND status = 'UNPAID';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER waits_added AFTER INSERT ON credit FOR EACH ROW WHEN (NEW.proforma_id IS NOT NULL) EXECUTE FUNCTION proforma_waits();
CREATE TRIGGER waits_changed AFTER UPDATE OF remaining_minor, proforma_id ON credit FOR EACH ROW
  WHEN (OLD.proforma_id IS NOT NULL OR NEW.proforma_id IS NOT NULL) EXECUTE FUNCTION proforma_waits();

-- ---- a message may be about a proforma, as about an invoice or a payment
ALTER TABLE message ADD COLUMN proforma_id uuid,
  ADD CONSTRAINT message_proforma_id_fkey FOREIGN KEY (partner_id, proforma_id) REFERENCES proforma (partner_id, id);
CREATE INDEX message_proforma_id_idx ON message (proforma_id) WHERE proforma_id IS NOT NULL;
