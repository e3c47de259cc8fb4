-- Pictures of templates, as they are drawn: kept when a template that shows them is stored. A template is inherited with its
-- pictures, so those of partners above are seen where its documents are made. Where a template of a partner or one above it,
-- now or once, or something it issued names a picture, it stays, wherever partners move in the tree: only files that were
-- somebody's own or from above ever came into a template.
CREATE POLICY identity ON template_version FOR SELECT TO backhaul_identity USING (true);
GRANT SELECT ON template_version TO backhaul_identity;
GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION template_pictures(asked uuid[], place text) RETURNS TABLE (file_id uuid, content bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT p.file_id, p.content FROM printed_picture p
  WHERE p.file_id = ANY (asked) AND place >= scope_path() AND place < scope_end() AND scope_customer() IS NULL AND (
    starts_with(place, p.partner_path)
    OR EXISTS (SELECT 1 FROM document_template t WHERE starts_with(place, t.partner_path) AND strpos(t.source, 'asset:' || p.file_id) > 0)
    OR EXISTS (SELECT 1 FROM template_version v WHERE v.partner_path = place AND strpos(v.source, 'asset:' || p.file_id) > 0))
$$;
ALTER FUNCTION template_pictures(uuid[], text) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION template_pictures(uuid[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION template_pictures(uuid[], text) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
