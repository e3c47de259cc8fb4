-- Work on many records at once, as the one who asked for it: what is to become of each is looked at first, then done, each
-- in a transaction of its own that also says so here. It belongs to the partner of whoever asked.
CREATE TABLE mass_job (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  status text NOT NULL DEFAULT 'QUEUED',
  -- otherwise it is looked at alone
  confirmed boolean NOT NULL DEFAULT false,
  params jsonb NOT NULL,
  fingerprint text NOT NULL DEFAULT '',
  total int NOT NULL,
  looked int NOT NULL DEFAULT 0,
  done int NOT NULL DEFAULT 0,
  already_so int NOT NULL DEFAULT 0,
  refused int NOT NULL DEFAULT 0,
  actor_kind text NOT NULL,
  actor_id uuid,
  created_by text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  ended_at timestamptz(6),
  CONSTRAINT mass_job_pkey PRIMARY KEY (id),
  CONSTRAINT mass_job_partner_id_id_key UNIQUE (partner_id, id),
  CHECK (status IN ('QUEUED', 'RUNNING', 'READY', 'DONE', 'FAILED', 'CANCELLED', 'UNDONE')),
  CHECK ((status IN ('DONE', 'FAILED', 'CANCELLED', 'UNDONE')) = (ended_at IS NOT NULL)),
  CHECK (looked BETWEEN 0 AND total AND done + already_so + refused <= total)
);
CREATE INDEX mass_job_partner_path_created_at_idx ON mass_job (partner_path, created_at);
CREATE INDEX mass_job_waiting_idx ON mass_job (partner_id, created_at) WHERE status IN ('QUEUED', 'RUNNING');

CREATE TABLE mass_job_row (
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  job_id uuid NOT NULL,
  position int NOT NULL,
  record_id uuid NOT NULL,
  -- NEW: not looked at yet
  state text NOT NULL DEFAULT 'NEW',
  label text NOT NULL DEFAULT '',
  before jsonb NOT NULL DEFAULT '{}',
  after jsonb NOT NULL DEFAULT '{}',
  effect text,
  -- what it comes to, tax included
  amount_minor bigint,
  currency text,
  refusal text,
  -- tells whether what was looked at is still so
  stamp text,
  CONSTRAINT mass_job_row_pkey PRIMARY KEY (job_id, position),
  CHECK (state IN ('NEW', 'CHANGES', 'SAME', 'REFUSED', 'DONE')),
  CHECK ((amount_minor IS NULL) = (currency IS NULL)),
  CHECK ((state = 'REFUSED') = (refusal IS NOT NULL))
);
CREATE INDEX mass_job_row_job_id_state_position_idx ON mass_job_row (job_id, state, position);
CREATE INDEX mass_job_row_partner_path_idx ON mass_job_row (partner_path);

ALTER TABLE mass_job ADD CONSTRAINT mass_job_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE mass_job_row ADD CONSTRAINT mass_job_row_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE mass_job_row ADD CONSTRAINT mass_job_row_partner_id_job_id_fkey FOREIGN KEY (partner_id, job_id) REFERENCES mass_job (partner_id, id);
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['mass_job', 'mass_job_row'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO backhaul_app', t);
  END LOOP;
END $$;
