-- A partner's accent colour stood twice: beside its name, for the two apps, and among its company details, for documents and
-- mails. From here on there is one, in the look of the company details, inherited as one block with logo and contact.
--
-- What was chosen is kept. Where company details have a colour, that is the one on paper, and it stays. Where a partner has a
-- look of its own without a colour, its documents took the one beside its name already: it moves there. And where it has no
-- look of its own, it inherits one from above: its colour makes a block of its own, which begins as a copy of the inherited
-- one, so that logo and contact stay on its documents.

-- the owner is held by row level security like everybody; here it has to see every tenant's rows
ALTER TABLE partner NO FORCE ROW LEVEL SECURITY;
ALTER TABLE company_setting NO FORCE ROW LEVEL SECURITY;

CREATE FUNCTION pg_temp.look(details jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(details)
  WHERE key IN ('email', 'phone', 'website', 'logoFileId', 'colour', 'invoiceFooter') AND value <> 'null'
$$;

INSERT INTO company_setting (partner_id, partner_path, "values")
SELECT p.id, p.path, coalesce(own.values, '{}')
  || CASE WHEN pg_temp.look(coalesce(own.values, '{}')) = '{}' THEN coalesce(above.look, '{}') ELSE '{}' END
  || jsonb_build_object('colour', coalesce(nullif(own.values ->> 'colour', ''), lower(p.accent_color)))
FROM partner p
LEFT JOIN company_setting own ON own.partner_id = p.id
LEFT JOIN LATERAL (
  SELECT pg_temp.look(a.values) look FROM company_setting a
  WHERE starts_with(p.path, a.partner_path) AND a.partner_path <> p.path AND pg_temp.look(a.values) <> '{}'
  ORDER BY length(a.partner_path) DESC LIMIT 1
) above ON true
WHERE p.accent_color IS NOT NULL
ON CONFLICT (partner_id) DO UPDATE SET "values" = excluded.values;

ALTER TABLE partner FORCE ROW LEVEL SECURITY;
ALTER TABLE company_setting FORCE ROW LEVEL SECURITY;

DROP FUNCTION place_of_host(text);
ALTER TABLE partner DROP COLUMN accent_color;

GRANT CREATE ON SCHEMA public TO backhaul_identity;
-- Whose a host is, for everything that goes by hosts: who signs in there, where a payment comes back to. A host that nobody
-- has proved is the operator's.
CREATE FUNCTION place_of_host(host text) RETURNS TABLE (partner_id uuid, path text, number int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT p.id, p.path, p.number FROM partner p
  WHERE p.id = coalesce((SELECT h.partner_id FROM partner_host h WHERE h.host = place_of_host.host AND h.verified_at IS NOT NULL), (SELECT o.id FROM partner o WHERE o.number = 1))
$$;
-- The look of the pages that a host has before anybody is known: what the partners above say, root first, of look and contact
-- alone. Their places are asked for one by one, so that it costs the same however many partners there are.
CREATE FUNCTION look_of_host(host text) RETURNS TABLE (name text, support_email text, support_phone text, looks jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT p.name, p.support_email, p.support_phone, coalesce((
    SELECT jsonb_agg((
      SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(c.values)
      WHERE key IN ('email', 'phone', 'website', 'logoFileId', 'colour', 'invoiceFooter')
    ) ORDER BY length(c.partner_path))
    FROM company_setting c
    WHERE c.partner_path = ANY (ARRAY(SELECT substr(p.path, 1, n) FROM generate_series(1, length(p.path)) n WHERE substr(p.path, n, 1) = '.'))
  ), '[]')
  FROM place_of_host(host) h JOIN partner p ON p.id = h.partner_id
$$;
-- A logo for pages that nobody is signed in to: only one that the host's own partner, or one above it, has as its logo.
CREATE FUNCTION logo_of_host(host text, logo uuid) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT d.content FROM printed_picture d
  WHERE d.file_id = logo
    AND EXISTS (SELECT 1 FROM look_of_host(host) l, jsonb_array_elements(l.looks) look WHERE look ->> 'logoFileId' = logo::text)
$$;
DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['place_of_host(text)', 'look_of_host(text)', 'logo_of_host(text, uuid)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO backhaul_identity', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO backhaul_app', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
