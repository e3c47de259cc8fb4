-- Files that are imported on screen. A job holds how its file is read and where its columns go; its rows are kept as the file has
-- them, so that they can be mended in place, with what became of each: what would be done, what is wrong, what was done.
CREATE TABLE import_job (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  kit text,
  status text NOT NULL DEFAULT 'UPLOADED',
  file_id uuid NOT NULL,
  file_name text NOT NULL,
  -- how the file is read: {encoding, delimiter, sheet, headerRow}
  how jsonb NOT NULL,
  sheets jsonb NOT NULL,
  -- in the order of the file: {heading, samples, ... facts, target, default, valueMap, format, joinWith}
  columns jsonb NOT NULL,
  headings_key text NOT NULL,
  constants jsonb NOT NULL DEFAULT '{}',
  mode text NOT NULL DEFAULT 'CREATE',
  match_by text,
  clear_empty boolean NOT NULL DEFAULT false,
  set_aside boolean NOT NULL DEFAULT false,
  -- whether its rows are kept as the file is read now
  rows_kept boolean NOT NULL DEFAULT false,
  fingerprint text,
  failure text,
  total int NOT NULL DEFAULT 0,
  -- of the step that goes on: looked at, done or taken back
  settled int NOT NULL DEFAULT 0,
  -- how many of its rows are in each state, and WARNED
  counts jsonb NOT NULL DEFAULT '{}',
  actor_kind text NOT NULL,
  actor_id uuid,
  created_by text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  ended_at timestamptz(6),
  CONSTRAINT import_job_pkey PRIMARY KEY (id),
  CONSTRAINT import_job_partner_id_id_key UNIQUE (partner_id, id),
  CHECK (kind IN ('PARTNER', 'TARIFF', 'CUSTOMER', 'CONTACT', 'SERVICE', 'OPENING_BALANCE', 'OPEN_INVOICE', 'LOCATION', 'LABEL', 'NOTE')),
  CHECK (kit IN ('SPLYNX', 'UISP', 'SONAR', 'WHMCS')),
  CHECK (status IN ('UPLOADED', 'MAPPED', 'CHECKING', 'CHECKED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'UNDONE')),
  CHECK (mode IN ('CREATE', 'UPDATE', 'CREATE_OR_UPDATE')),
  CHECK (jsonb_typeof(columns) = 'array' AND jsonb_typeof(constants) = 'object')
);
CREATE INDEX import_job_partner_path_created_at_idx ON import_job (partner_path, created_at);
CREATE INDEX import_job_created_at_idx ON import_job (created_at);
CREATE INDEX import_job_waiting_idx ON import_job (partner_id, created_at) WHERE status IN ('CHECKING', 'RUNNING');

-- state: NEW waits to be looked at; CREATE, UPDATE, SAME and ERROR are what was found; CREATED, UPDATED and REJECTED what was done.
CREATE TABLE import_row (
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  job_id uuid NOT NULL,
  line int NOT NULL,
  -- the cells as texts, in the order of the columns
  cells jsonb NOT NULL,
  -- what was wrong with cells in the file itself, by their place
  broken jsonb NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'NEW',
  errors jsonb NOT NULL DEFAULT '{}',
  warnings jsonb NOT NULL DEFAULT '{}',
  -- what no other row of the file may have
  keys text[] NOT NULL DEFAULT '{}',
  record_id uuid,
  -- what an update changed
  before jsonb,
  after jsonb,
  CONSTRAINT import_row_pkey PRIMARY KEY (job_id, line),
  CHECK (state IN ('NEW', 'CREATE', 'UPDATE', 'SAME', 'ERROR', 'CREATED', 'UPDATED', 'REJECTED', 'UNDONE', 'KEPT')),
  CHECK (jsonb_typeof(cells) = 'array')
);
CREATE INDEX import_row_job_id_state_line_idx ON import_row (job_id, state, line);
CREATE INDEX import_row_keys_idx ON import_row USING gin (keys);
CREATE INDEX import_row_partner_path_idx ON import_row (partner_path);
CREATE INDEX import_row_record_id_idx ON import_row (record_id) WHERE record_id IS NOT NULL;

-- Where the columns of files with the same headings go, as a partner said before.
CREATE TABLE import_map (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  headings_key text NOT NULL,
  choices jsonb NOT NULL,
  saved_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT import_map_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX import_map_partner_id_kind_name_key ON import_map (partner_id, kind, name);
CREATE INDEX import_map_partner_path_idx ON import_map (partner_path);

ALTER TABLE import_job ADD CONSTRAINT import_job_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE import_row ADD CONSTRAINT import_row_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE import_row ADD CONSTRAINT import_row_partner_id_job_id_fkey FOREIGN KEY (partner_id, job_id) REFERENCES import_job (partner_id, id);
ALTER TABLE import_map ADD CONSTRAINT import_map_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['import_job', 'import_row', 'import_map'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO backhaul_app', t);
  END LOOP;
END $$;
