-- How the tiles of a dashboard are laid out: by a user for itself, or by a partner for itself and everything below it.
CREATE TABLE tile_layout (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  -- whose it is; null: the partner's, who has none of its own sees the nearest one above
  user_id uuid,
  kind text NOT NULL CHECK (kind IN ('GENERAL', 'FINANCE', 'RESELLER')),
  -- [{"key", "width": 1 to 4, "hidden"}] in their order
  places jsonb NOT NULL CHECK (jsonb_typeof(places) = 'array'),
  CONSTRAINT tile_layout_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX tile_layout_user_id_kind_key ON tile_layout (user_id, kind) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX tile_layout_partner_id_kind_key ON tile_layout (partner_id, kind) WHERE user_id IS NULL;
CREATE INDEX tile_layout_partner_path_idx ON tile_layout (partner_path);
ALTER TABLE tile_layout ADD CONSTRAINT tile_layout_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE tile_layout ADD CONSTRAINT tile_layout_user_id_fkey FOREIGN KEY (partner_id, user_id) REFERENCES app_user (partner_id, id);
ALTER TABLE tile_layout ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope_reads ON tile_layout FOR SELECT TO backhaul_app USING (scope_customer() IS NULL
  AND (partner_path >= scope_path() AND partner_path < scope_end() OR user_id IS NULL AND starts_with(scope_path(), partner_path)));
CREATE POLICY scope_adds ON tile_layout FOR INSERT TO backhaul_app
  WITH CHECK (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
CREATE POLICY scope_changes ON tile_layout FOR UPDATE TO backhaul_app
  USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
CREATE POLICY scope_removes ON tile_layout FOR DELETE TO backhaul_app
  USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
GRANT SELECT, INSERT, UPDATE, DELETE ON tile_layout TO backhaul_app;
