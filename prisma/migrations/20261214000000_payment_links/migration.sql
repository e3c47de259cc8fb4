-- How often the links to pay an invoice without signing in were taken back: a link carries the number that held when it
-- was made, so that all of an invoice's links end together. An invoice without a row has had none taken back.
CREATE TABLE payment_link_end (
  invoice_id uuid NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  times int NOT NULL,
  CONSTRAINT payment_link_end_pkey PRIMARY KEY (invoice_id),
  CHECK (times > 0)
);
CREATE INDEX payment_link_end_partner_path_idx ON payment_link_end (partner_path);
ALTER TABLE payment_link_end ADD CONSTRAINT payment_link_end_invoice_id_fkey FOREIGN KEY (partner_id, invoice_id) REFERENCES invoice (partner_id, id) ON DELETE CASCADE;
ALTER TABLE payment_link_end ADD CONSTRAINT payment_link_end_customer_id_fkey FOREIGN KEY (partner_id, customer_id) REFERENCES customer (partner_id, id);
ALTER TABLE payment_link_end ADD CONSTRAINT payment_link_end_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE payment_link_end ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON payment_link_end TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end()
  AND customer_id >= scope_first_customer() AND customer_id <= scope_last_customer());
GRANT SELECT, INSERT ON payment_link_end TO backhaul_app;
GRANT UPDATE (times) ON payment_link_end TO backhaul_app;
