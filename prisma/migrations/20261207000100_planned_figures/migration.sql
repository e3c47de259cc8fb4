-- What the billing runs of this month and the next are to issue at a partner and everything below it: worked out in the
-- background, kept until it is worked out anew.
CREATE TABLE planned_figure (
  partner_id uuid NOT NULL,
  partner_path text NOT NULL,
  asked_at timestamptz(6) NOT NULL,
  as_of timestamptz(6),
  month date,
  sums jsonb NOT NULL DEFAULT '[]',
  CONSTRAINT planned_figure_pkey PRIMARY KEY (partner_id)
);
CREATE INDEX planned_figure_partner_path_idx ON planned_figure (partner_path);
ALTER TABLE planned_figure ADD CONSTRAINT planned_figure_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE planned_figure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON planned_figure TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
GRANT SELECT, INSERT, UPDATE ON planned_figure TO backhaul_app;
