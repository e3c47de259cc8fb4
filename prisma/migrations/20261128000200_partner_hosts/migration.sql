-- The hosts at which a partner's portal is reached. Anybody may say that a host is theirs, and several partners may say so of
-- the same one: it has no effect until it is proved by a DNS record or approved by the operator, and only one of them has it
-- then. The host of PUBLIC_URL is not known here: the server never looks it up, so that it stays the operator's whatever the
-- rows say.
CREATE TABLE partner_host (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  host text COLLATE "C" NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  verified_at timestamptz(6),
  CONSTRAINT partner_host_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX partner_host_partner_id_id_key ON partner_host (partner_id, id);
CREATE UNIQUE INDEX partner_host_partner_id_host_key ON partner_host (partner_id, host);
CREATE INDEX partner_host_partner_path_idx ON partner_host (partner_path);
-- the first proof wins
CREATE UNIQUE INDEX partner_host_verified_key ON partner_host (host) WHERE verified_at IS NOT NULL;
ALTER TABLE partner_host ADD CONSTRAINT partner_host_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE partner_host ADD CHECK (host ~ '^[a-z0-9.:\[\]-]+$' AND length(host) <= 253);

-- the portal domains that there are were in use: they stay so
INSERT INTO partner_host (partner_id, partner_path, host, verified_at)
  SELECT id, path, lower(portal_domain), now() FROM partner WHERE portal_domain IS NOT NULL ON CONFLICT DO NOTHING;
DROP FUNCTION branding_of(text);
ALTER TABLE partner DROP COLUMN portal_domain;

ALTER TABLE partner_host ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON partner_host TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
CREATE POLICY identity ON partner_host FOR SELECT TO backhaul_identity USING (true);
GRANT SELECT, INSERT, UPDATE (verified_at), DELETE ON partner_host TO backhaul_app;
GRANT SELECT ON partner_host TO backhaul_identity;

-- Whose a host is, for everything that goes by hosts: the look of the sign-in page, who signs in there, where a payment
-- comes back to. A host that nobody has proved is the operator's.
GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION place_of_host(host text) RETURNS TABLE (partner_id uuid, path text, number int, name text, accent_color text, support_email text, support_phone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT p.id, p.path, p.number, p.name, p.accent_color, p.support_email, p.support_phone FROM partner p
  WHERE p.id = coalesce((SELECT h.partner_id FROM partner_host h WHERE h.host = place_of_host.host AND h.verified_at IS NOT NULL), (SELECT o.id FROM partner o WHERE o.number = 1))
$$;
ALTER FUNCTION place_of_host(text) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION place_of_host(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION place_of_host(text) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
