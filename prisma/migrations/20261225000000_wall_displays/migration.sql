-- Screens on a wall that show dashboards by a link: whoever has the token sees what was chosen, and nothing else.
CREATE TABLE wall_display (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- which dashboards, in the order in which they are shown
  dashboards jsonb NOT NULL CHECK (jsonb_typeof(dashboards) = 'array' AND jsonb_array_length(dashboards) > 0),
  seconds int NOT NULL CHECK (seconds BETWEEN 10 AND 600),
  show_money boolean NOT NULL,
  show_names boolean NOT NULL,
  -- what whoever made it could read: it shows no tile beyond that
  permissions jsonb NOT NULL CHECK (jsonb_typeof(permissions) = 'array'),
  token_hash bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  last_seen_at timestamptz,
  CONSTRAINT wall_display_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX wall_display_token_hash_key ON wall_display (token_hash);
CREATE INDEX wall_display_partner_path_idx ON wall_display (partner_path);
ALTER TABLE wall_display ADD CONSTRAINT wall_display_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE wall_display ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON wall_display TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
GRANT SELECT, INSERT, DELETE ON wall_display TO backhaul_app;

-- whose a token is; touches it at most once a minute
GRANT SELECT, UPDATE ON wall_display TO backhaul_identity;
CREATE POLICY identity ON wall_display TO backhaul_identity USING (true);
GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION wall_of(hash bytea) RETURNS TABLE (id uuid, partner_id uuid, partner_path text, name text, dashboards jsonb, seconds int, show_money boolean, show_names boolean, permissions jsonb, expires_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE wall_display w SET last_seen_at = now()
    WHERE w.token_hash = hash AND w.expires_at > now() AND (w.last_seen_at IS NULL OR w.last_seen_at < now() - interval '1 minute');
  RETURN QUERY SELECT w.id, w.partner_id, w.partner_path, w.name, w.dashboards, w.seconds, w.show_money, w.show_names, w.permissions, w.expires_at
    FROM wall_display w WHERE w.token_hash = hash AND w.expires_at > now();
END $$;
ALTER FUNCTION wall_of(bytea) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION wall_of(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION wall_of(bytea) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
