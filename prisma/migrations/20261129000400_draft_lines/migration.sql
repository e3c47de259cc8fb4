-- A draft keeps its lines as they were entered, so that they can be entered anew: what is printed no longer says which
-- tax rate was chosen, nor what was a discount of which line.
ALTER TABLE invoice ADD COLUMN draft_lines jsonb;
-- an owner that is no superuser is held by the policies too, and would see nothing to fill in
ALTER TABLE invoice NO FORCE ROW LEVEL SECURITY;
ALTER TABLE invoice_line NO FORCE ROW LEVEL SECURITY;
ALTER TABLE tax_rate NO FORCE ROW LEVEL SECURITY;
UPDATE invoice i SET draft_lines = (
  SELECT coalesce(jsonb_agg(jsonb_build_object(
      'description', l.description,
      'quantity', trim_scale(l.quantity)::text,
      'unitPrice', trim_scale(l.unit_price)::text,
      'taxIncluded', l.tax_included,
      'discount', null,
      'taxRateId', (
        SELECT r.id FROM tax_rate r
        WHERE r.percent = l.tax_percent AND l.tax_percent <> 0 AND starts_with(i.partner_path, r.partner_path)
        ORDER BY length(r.partner_path) DESC, r.id
        LIMIT 1)) ORDER BY l.position), '[]')
  FROM invoice_line l
  WHERE l.invoice_id = i.id)
WHERE i.state = 'DRAFT';
ALTER TABLE invoice FORCE ROW LEVEL SECURITY;
ALTER TABLE invoice_line FORCE ROW LEVEL SECURITY;
ALTER TABLE tax_rate FORCE ROW LEVEL SECURITY;
ALTER TABLE invoice ADD CONSTRAINT invoice_draft_lines_check CHECK ((state = 'DRAFT') = (draft_lines IS NOT NULL));
