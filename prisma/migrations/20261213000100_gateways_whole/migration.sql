-- Payment providers whole: what is passed on of their fees, cards saved and charged, money given back through them, disputes.

-- ---- accounts: what of the provider's fee is passed on to whoever pays
ALTER TABLE gateway_account
  ADD COLUMN fee_percent numeric(7, 4) NOT NULL DEFAULT 0,
  ADD COLUMN fee_fixed_minor bigint NOT NULL DEFAULT 0;
ALTER TABLE gateway_account
  ADD CONSTRAINT gateway_account_fee_check CHECK (fee_percent BETWEEN 0 AND 100 AND fee_fixed_minor >= 0);

-- ---- checkouts: a payment on the provider's page, a card saved there, or a charge of a saved one
ALTER TABLE checkout
  ADD COLUMN purpose text NOT NULL DEFAULT 'PAY',
  -- passed on: the provider takes amount and fee together
  ADD COLUMN fee_minor bigint NOT NULL DEFAULT 0,
  ADD COLUMN save_method boolean NOT NULL DEFAULT false,
  -- why the provider took nothing, by its code of ours
  ADD COLUMN refusal text;
ALTER TABLE checkout
  ADD CONSTRAINT checkout_purpose_check CHECK (purpose IN ('PAY', 'SETUP', 'CHARGE')),
  ADD CONSTRAINT checkout_fee_check CHECK (fee_minor >= 0);
-- a card that is only saved costs nothing
ALTER TABLE checkout DROP CONSTRAINT checkout_amount_minor_check;
ALTER TABLE checkout ADD CONSTRAINT checkout_amount_minor_check CHECK ((amount_minor > 0) <> (purpose = 'SETUP') AND amount_minor >= 0);
-- nor is anything received by it
ALTER TABLE checkout DROP CONSTRAINT checkout_check2;
ALTER TABLE checkout ADD CONSTRAINT checkout_received_check
  CHECK ((received_minor IS NOT NULL) = (purpose <> 'SETUP' AND (status = 'PAID' OR failure_code IS NOT NULL)));
CREATE INDEX checkout_payment_id_idx ON checkout (payment_id) WHERE payment_id IS NOT NULL;

-- ---- payments: what the provider calls it, and what it kept of it
ALTER TABLE payment
  ADD COLUMN provider_ref text,
  ADD COLUMN provider_fee_minor bigint;
ALTER TABLE payment ADD CONSTRAINT payment_provider_check CHECK (source = 'GATEWAY' OR num_nonnulls(provider_ref, provider_fee_minor) = 0);
GRANT UPDATE (provider_fee_minor) ON payment TO backhaul_app;
ALTER TABLE payment NO FORCE ROW LEVEL SECURITY;
ALTER TABLE checkout NO FORCE ROW LEVEL SECURITY;
UPDATE payment m SET provider_ref = k.provider_ref FROM checkout k WHERE k.partner_id = m.partner_id AND k.payment_id = m.id AND m.source = 'GATEWAY';
ALTER TABLE payment FORCE ROW LEVEL SECURITY;
ALTER TABLE checkout FORCE ROW LEVEL SECURITY;

-- ---- money given back through a provider is on its way until that says so; what it could not give back counts no more
ALTER TABLE refund
  ADD COLUMN status text NOT NULL DEFAULT 'DONE',
  ADD COLUMN provider_ref text,
  ADD COLUMN failure text,
  -- the partner's day on which it was taken back: figures count it then
  ADD COLUMN failed_on date;
ALTER TABLE refund
  ADD CONSTRAINT refund_status_check CHECK (status IN ('PENDING', 'DONE', 'FAILED')),
  ADD CONSTRAINT refund_failure_check CHECK ((status = 'FAILED') = (failure IS NOT NULL) AND (status = 'FAILED') = (failed_on IS NOT NULL));
CREATE UNIQUE INDEX refund_provider_ref_key ON refund (payment_id, provider_ref);
GRANT UPDATE (status, provider_ref, failure, failed_on) ON refund TO backhaul_app;
CREATE TRIGGER refund_stays BEFORE UPDATE OF status, failure, failed_on ON refund FOR EACH ROW
  WHEN (OLD.status = 'FAILED' AND ROW(OLD.status, OLD.failure, OLD.failed_on) IS DISTINCT FROM ROW(NEW.status, NEW.failure, NEW.failed_on))
  EXECUTE FUNCTION stays_as_it_is('refund', 'failed');

GRANT SELECT (id, status, failed_on) ON refund TO backhaul_identity;
GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION failed_refunds_figured() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO figure_change (partner_id, partner_path, figure, currency, day, amount, n)
  SELECT a.partner_id, max(a.partner_path), 'REFUNDED', a.currency, a.failed_on, -sum(a.amount_minor), -count(*)
  FROM added a JOIN gone g ON g.id = a.id
  WHERE a.status = 'FAILED' AND g.status <> 'FAILED'
  GROUP BY a.partner_id, a.currency, a.failed_on;
  RETURN NULL;
END $$;
CREATE TRIGGER figured_changed AFTER UPDATE ON refund REFERENCING NEW TABLE AS added OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION failed_refunds_figured();
ALTER FUNCTION failed_refunds_figured() OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION failed_refunds_figured() FROM PUBLIC;

-- the accounts that count for partners, as before, with what is passed on
DROP FUNCTION gateways_in_line(uuid[], text[]);
CREATE FUNCTION gateways_in_line(partners uuid[], kinds text[]) RETURNS TABLE (partner_id uuid, id uuid, origin_id uuid, origin_name text, kind text, mode text, enabled boolean, shared_below boolean, methods text[], fee_percent numeric, fee_fixed_minor bigint, secrets text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, g.id, a.id, a.name, g.kind, g.mode, g.enabled, g.shared_below, g.methods, g.fee_percent, g.fee_fixed_minor, g.secrets
  FROM partner p
  CROSS JOIN LATERAL (SELECT o.id, o.name FROM partner o WHERE starts_with(p.path, o.path) AND EXISTS (SELECT 1 FROM gateway_account x WHERE x.partner_id = o.id AND x.kind = ANY (kinds)) ORDER BY length(o.path) DESC LIMIT 1) a
  JOIN gateway_account g ON g.partner_id = a.id AND g.kind = ANY (kinds) AND (a.id = p.id OR g.shared_below)
  WHERE p.id = ANY (partners) AND p.path >= scope_path() AND p.path < scope_end() AND (scope_customer() IS NULL OR p.path = scope_path())
  ORDER BY p.id, g.created_at, g.id
$$;
ALTER FUNCTION gateways_in_line(uuid[], text[]) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION gateways_in_line(uuid[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gateways_in_line(uuid[], text[]) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;

-- ---- what a customer took up with its bank
CREATE TABLE dispute (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  payment_id uuid NOT NULL,
  -- what the provider calls it
  provider_ref text NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  status text NOT NULL,
  reason text NOT NULL,
  answer_by timestamptz(6),
  opened_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT dispute_pkey PRIMARY KEY (id),
  CONSTRAINT dispute_status_check CHECK (status IN ('OPEN', 'WITHDRAWN', 'WON', 'LOST')),
  CONSTRAINT dispute_amount_check CHECK (amount_minor > 0)
);
CREATE UNIQUE INDEX dispute_payment_id_provider_ref_key ON dispute (payment_id, provider_ref);
CREATE INDEX dispute_customer_id_idx ON dispute (customer_id);
CREATE INDEX dispute_partner_path_opened_at_idx ON dispute (partner_path, opened_at);
ALTER TABLE dispute
  ADD CONSTRAINT dispute_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE,
  ADD CONSTRAINT dispute_customer_id_fkey FOREIGN KEY (partner_id, customer_id) REFERENCES customer (partner_id, id),
  ADD CONSTRAINT dispute_payment_id_fkey FOREIGN KEY (partner_id, payment_id) REFERENCES payment (partner_id, id);
ALTER TABLE dispute ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- staff only: what is answered to a bank is no matter of the customer's
CREATE POLICY scope ON dispute TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
GRANT SELECT, INSERT ON dispute TO backhaul_app;
GRANT UPDATE (status, answer_by, reason) ON dispute TO backhaul_app;

-- what the rows of one place give, as before, less refunds that failed
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
  SELECT 'REFUNDED', k.currency, k.failed_on, 0, -sum(k.amount_minor), -count(*)
  FROM refund k
  WHERE k.partner_path = place AND k.failed_on IS NOT NULL GROUP BY k.currency, k.failed_on
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
