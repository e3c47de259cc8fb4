-- Reports as files, made in the background: what was asked, checked with the rights of who asked, and how far it is. Its parts
-- are there as it is written, and counted only once it is done: who takes one up that was cut off begins it again.
CREATE TABLE report_file (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  -- who ordered it, and alone may have it
  owner_id uuid NOT NULL,
  created_by text NOT NULL,
  asked jsonb NOT NULL,
  format text NOT NULL CHECK (format IN ('CSV', 'XLSX')),
  file_name text NOT NULL,
  status text NOT NULL DEFAULT 'QUEUED' CHECK (status IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  row_count int,
  rows_done int NOT NULL DEFAULT 0,
  size bigint,
  error text,
  -- of the process that has it
  lease uuid,
  attempts int NOT NULL DEFAULT 0,
  heartbeat_at timestamptz(6) NOT NULL DEFAULT now(),
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  expires_at timestamptz(6) NOT NULL,
  CONSTRAINT report_file_pkey PRIMARY KEY (id),
  CONSTRAINT report_file_partner_id_id_key UNIQUE (partner_id, id),
  CHECK ((status = 'DONE') = (size IS NOT NULL))
);
CREATE INDEX report_file_partner_path_created_at_idx ON report_file (partner_path, created_at);
CREATE INDEX report_file_waiting_idx ON report_file (partner_id, created_at) WHERE status IN ('QUEUED', 'RUNNING');
CREATE INDEX report_file_expires_at_idx ON report_file (expires_at);

CREATE TABLE report_file_part (
  file_id uuid NOT NULL,
  position int NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  content bytea NOT NULL,
  CONSTRAINT report_file_part_pkey PRIMARY KEY (file_id, position)
);
ALTER TABLE report_file_part ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX report_file_part_partner_path_idx ON report_file_part (partner_path);

ALTER TABLE report_file ADD CONSTRAINT report_file_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE report_file_part ADD CONSTRAINT report_file_part_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE report_file_part ADD CONSTRAINT report_file_part_file_id_fkey FOREIGN KEY (partner_id, file_id) REFERENCES report_file (partner_id, id) ON DELETE CASCADE;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['report_file', 'report_file_part'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO backhaul_app', t);
  END LOOP;
END $$;
