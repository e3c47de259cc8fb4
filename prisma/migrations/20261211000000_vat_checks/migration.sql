-- What the register of the European Union answered of a customer's VAT number. Kept for ever: it is
-- the proof that somebody asked before billing without tax.
CREATE TABLE vat_check (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  vat_id text NOT NULL,
  valid boolean NOT NULL,
  -- as the register has them, where it tells
  name text,
  address text,
  -- what the register calls the request, where it was told who asks
  request_id text,
  checked_by text NOT NULL,
  at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT vat_check_pkey PRIMARY KEY (id)
);
CREATE INDEX vat_check_customer_id_at_idx ON vat_check (customer_id, at);
CREATE INDEX vat_check_partner_path_idx ON vat_check (partner_path);
ALTER TABLE vat_check ADD CONSTRAINT vat_check_customer_id_fkey FOREIGN KEY (partner_id, customer_id) REFERENCES customer (partner_id, id);
ALTER TABLE vat_check ADD CONSTRAINT vat_check_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE vat_check ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON vat_check TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end()
  AND customer_id >= scope_first_customer() AND customer_id <= scope_last_customer());
GRANT SELECT, INSERT ON vat_check TO backhaul_app;
