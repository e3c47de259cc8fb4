-- How often a receipt of the desk was printed: the second print says that it is a copy.
CREATE TABLE receipt_print (
  payment_id uuid NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  prints integer NOT NULL DEFAULT 1,
  CONSTRAINT receipt_print_pkey PRIMARY KEY (payment_id),
  CONSTRAINT receipt_print_prints_check CHECK (prints >= 0)
);
CREATE INDEX receipt_print_partner_path_idx ON receipt_print (partner_path);
ALTER TABLE receipt_print
  ADD CONSTRAINT receipt_print_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE,
  ADD CONSTRAINT receipt_print_payment_id_fkey FOREIGN KEY (partner_id, payment_id) REFERENCES payment (partner_id, id);
ALTER TABLE receipt_print ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- staff only
CREATE POLICY scope ON receipt_print TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
GRANT SELECT, INSERT ON receipt_print TO backhaul_app;
GRANT UPDATE (prints) ON receipt_print TO backhaul_app;

-- how many of each coin and note were counted, as [{"value": minor units, "count": n}], largest first; null: a total alone
ALTER TABLE till_count ADD COLUMN pieces jsonb;

-- The correction that rounded a payment in cash: it goes back with the payment.
CREATE TABLE cash_rounding (
  payment_id uuid NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  transaction_id uuid NOT NULL,
  -- above zero: a credit
  amount_minor bigint NOT NULL,
  CONSTRAINT cash_rounding_pkey PRIMARY KEY (payment_id),
  CONSTRAINT cash_rounding_amount_check CHECK (amount_minor <> 0)
);
CREATE UNIQUE INDEX cash_rounding_transaction_id_key ON cash_rounding (transaction_id);
CREATE INDEX cash_rounding_partner_path_idx ON cash_rounding (partner_path);
ALTER TABLE cash_rounding
  ADD CONSTRAINT cash_rounding_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE,
  ADD CONSTRAINT cash_rounding_payment_id_fkey FOREIGN KEY (partner_id, payment_id) REFERENCES payment (partner_id, id),
  ADD CONSTRAINT cash_rounding_transaction_id_fkey FOREIGN KEY (partner_id, transaction_id) REFERENCES ledger_transaction (partner_id, id);
ALTER TABLE cash_rounding ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON cash_rounding TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
GRANT SELECT, INSERT ON cash_rounding TO backhaul_app;
