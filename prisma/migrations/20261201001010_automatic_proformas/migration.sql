-- A partner for whom proforma invoices come by themselves, by its own setting or one from above; the row goes when that is
-- switched off. It keeps how far they are made, so that a kill costs a chunk at most and nobody is asked twice.
CREATE TABLE proforma_partner (
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  -- the day on which it was switched on: earlier days are not made up for
  since date NOT NULL,
  -- the last of its days of which all are made
  made_through date,
  -- of the day that is being made: the number of the last customer that was looked at
  made_customer int NOT NULL DEFAULT 0,
  -- the last of the partner's days on which its days were looked at; null: look at once
  looked_on date,
  CONSTRAINT proforma_partner_pkey PRIMARY KEY (partner_id)
);
CREATE INDEX proforma_partner_partner_path_idx ON proforma_partner (partner_path);
ALTER TABLE proforma_partner ADD CONSTRAINT proforma_partner_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE proforma_partner ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON proforma_partner TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
GRANT SELECT, INSERT, UPDATE, DELETE ON proforma_partner TO backhaul_app;
