-- What the office writes down about a customer; never shown to the customer itself. What a note said before it was changed
-- stays in note_version.
CREATE TABLE note (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  text text NOT NULL,
  pinned boolean NOT NULL DEFAULT false,
  file_ids uuid[] NOT NULL DEFAULT '{}',
  author text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  edited_at timestamptz(6),
  CONSTRAINT note_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX note_partner_id_id_key ON note (partner_id, id);
CREATE INDEX note_customer_id_idx ON note (customer_id, pinned DESC, created_at DESC, id DESC);
CREATE INDEX note_partner_path_idx ON note (partner_path);
CREATE INDEX note_file_ids_idx ON note USING gin (file_ids);

CREATE TABLE note_version (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  note_id uuid NOT NULL,
  text text NOT NULL,
  -- until when it said so, and who changed it then
  at timestamptz(6) NOT NULL DEFAULT now(),
  changed_by text NOT NULL,
  CONSTRAINT note_version_pkey PRIMARY KEY (id)
);
CREATE INDEX note_version_note_id_idx ON note_version (note_id, at DESC);
CREATE INDEX note_version_partner_path_idx ON note_version (partner_path);

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['note', 'note_version'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE', t, t || '_partner_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL)', t);
  END LOOP;
END $$;
ALTER TABLE note ADD CONSTRAINT note_customer_id_fkey FOREIGN KEY (partner_id, customer_id) REFERENCES customer (partner_id, id);
ALTER TABLE note_version ADD CONSTRAINT note_version_note_id_fkey FOREIGN KEY (partner_id, note_id) REFERENCES note (partner_id, id);
GRANT SELECT, INSERT ON note, note_version TO backhaul_app;
GRANT UPDATE (text, pinned, file_ids, edited_at) ON note TO backhaul_app;

-- A file of a note is read by whoever sees the note, whoever sent it; customers see none.
GRANT SELECT (file_ids, partner_path) ON note TO backhaul_identity;
CREATE POLICY identity ON note FOR SELECT TO backhaul_identity USING (true);
GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION noted_file(asked uuid) RETURNS TABLE (name text, type text, content bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.name, f.type, c.content FROM file f JOIN file_content c ON c.file_id = f.id
  WHERE f.id = asked AND scope_path() IS NOT NULL AND scope_customer() IS NULL AND EXISTS (
    SELECT 1 FROM note n
    WHERE n.file_ids @> ARRAY[asked] AND n.partner_path >= scope_path() AND n.partner_path < scope_end()
      AND (starts_with(n.partner_path, f.partner_path) OR starts_with(f.partner_path, n.partner_path)))
$$;
ALTER FUNCTION noted_file(uuid) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION noted_file(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION noted_file(uuid) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
