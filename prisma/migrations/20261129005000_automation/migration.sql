-- Billing runs that come by themselves: what partners set of it, since when it is on for whom, and what became of each
-- billing date.
CREATE TABLE automation_setting (
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  "values" jsonb NOT NULL DEFAULT '{}',
  provenance jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT automation_setting_pkey PRIMARY KEY (partner_id)
);
CREATE INDEX automation_setting_partner_path_idx ON automation_setting (partner_path);

-- a partner for whom it is on, by its own setting or one from above; the row goes when it is switched off
CREATE TABLE automated_partner (
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  -- the day on which it was switched on: earlier billing dates are not made up for
  since date NOT NULL,
  -- the last of the partner's days on which its dates were looked at; null: look at once
  looked_on date,
  CONSTRAINT automated_partner_pkey PRIMARY KEY (partner_id)
);
CREATE INDEX automated_partner_partner_path_idx ON automated_partner (partner_path);

-- One row per partner and billing date, whoever makes it and however often: so no date comes twice.
CREATE TABLE planned_run (
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  billing_date date NOT NULL,
  -- null: skipped before a preview was made
  run_id uuid,
  -- the partner's day on which the preview was made
  made_on date NOT NULL,
  -- when it confirms by itself; null: not, or not any more
  confirm_at timestamptz(6),
  -- when a preview that no longer held was made again, and why it did not
  again_at timestamptz(6),
  again_because text,
  -- what the automation itself brought about; what people did stands in the run
  confirmed_at timestamptz(6),
  failed_at timestamptz(6),
  skipped_at timestamptz(6),
  skipped_by text,
  skip_reason text,
  CONSTRAINT planned_run_pkey PRIMARY KEY (partner_id, billing_date),
  CHECK (run_id IS NOT NULL OR skipped_at IS NOT NULL),
  CHECK ((skipped_at IS NULL) = (skipped_by IS NULL)),
  CHECK (confirm_at IS NULL OR skipped_at IS NULL)
);
CREATE INDEX planned_run_partner_path_idx ON planned_run (partner_path);
CREATE INDEX planned_run_run_id_idx ON planned_run (run_id);
CREATE INDEX planned_run_confirm_at_idx ON planned_run (confirm_at) WHERE confirm_at IS NOT NULL;

CREATE UNIQUE INDEX billing_run_partner_id_id_key ON billing_run (partner_id, id);
ALTER TABLE planned_run ADD CONSTRAINT planned_run_run_id_fkey FOREIGN KEY (partner_id, run_id) REFERENCES billing_run (partner_id, id);

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['automation_setting', 'automated_partner', 'planned_run'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE', t, t || '_partner_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL)', t);
    EXECUTE format('CREATE POLICY identity ON %I FOR SELECT TO backhaul_identity USING (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO backhaul_app', t);
  END LOOP;
END $$;
GRANT DELETE ON automated_partner, planned_run TO backhaul_app;
GRANT SELECT ON automation_setting TO backhaul_identity;
GRANT SELECT (partner_id, partner_path, billing_date, skipped_at) ON planned_run TO backhaul_identity;

GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION inherited_automation(partners uuid[]) RETURNS TABLE (partner_id uuid, origin_id uuid, origin_name text, origin_path text, "values" jsonb, provenance jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, a.id, a.name, a.path, s.values, s.provenance
  FROM partner p JOIN partner a ON starts_with(p.path, a.path) JOIN automation_setting s ON s.partner_id = a.id
  WHERE p.id = ANY (partners) AND p.path >= scope_path() AND p.path < scope_end() ORDER BY p.id, length(a.path)
$$;
-- who takes its automation from above keeps the dates free that were skipped there: the date alone, and where
CREATE FUNCTION inherited_skips(partners uuid[]) RETURNS TABLE (partner_id uuid, origin_path text, billing_date date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, r.partner_path, r.billing_date
  FROM partner p JOIN planned_run r ON r.skipped_at IS NOT NULL AND starts_with(p.path, r.partner_path)
  WHERE p.id = ANY (partners) AND p.path >= scope_path() AND p.path < scope_end()
$$;
DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['inherited_automation(uuid[])', 'inherited_skips(uuid[])'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO backhaul_identity', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO backhaul_app', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
