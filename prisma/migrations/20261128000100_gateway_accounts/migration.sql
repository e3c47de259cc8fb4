-- Where customers pay online: an account at a payment provider belongs to a partner, and to those below where it is shared.
-- Until here every partner had the sandbox by itself, so that anybody's debt could be paid with no money at all.
--
-- What is there already: every partner whose customers paid that way gets a sandbox account of its own, so that checkouts that
-- are under way are still settled and each payment knows where it came from. It is switched on only in an installation with
-- sample data; elsewhere nobody starts another checkout until somebody says so. In production the sandbox does not exist,
-- whatever stands here. Such an account has no stored keys: the server makes the sandbox's keys of the account's id.

CREATE TABLE gateway_account (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  mode text NOT NULL,
  enabled boolean NOT NULL,
  -- partners below that have no account of their own use it; the money lands here
  shared_below boolean NOT NULL DEFAULT false,
  -- in the order of offer
  methods text[] NOT NULL DEFAULT '{CARD}',
  -- encrypted by the application, bound to the account
  secrets text,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT gateway_account_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX gateway_account_partner_id_id_key ON gateway_account (partner_id, id);
CREATE UNIQUE INDEX gateway_account_partner_id_kind_mode_key ON gateway_account (partner_id, kind, mode);
CREATE INDEX gateway_account_partner_path_idx ON gateway_account (partner_path);
ALTER TABLE gateway_account ADD CHECK (kind IN ('SANDBOX', 'STRIPE', 'PAYPAL')), ADD CHECK (mode IN ('TEST', 'LIVE')), ADD CHECK (kind <> 'SANDBOX' OR mode = 'TEST'), ADD CHECK (cardinality(methods) > 0);

-- A checkout goes through an account of its partner or of one above; a payment says by which channel it came.
ALTER TABLE checkout ADD COLUMN gateway_account_id uuid;
ALTER TABLE payment ADD COLUMN source text NOT NULL DEFAULT 'MANUAL', ADD COLUMN gateway_kind text;

-- the owner of the tables is held by their policies too, which show it nothing: they let it through while it fills in
ALTER TABLE partner NO FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_entry NO FORCE ROW LEVEL SECURITY;
ALTER TABLE checkout NO FORCE ROW LEVEL SECURITY;
ALTER TABLE payment NO FORCE ROW LEVEL SECURITY;
INSERT INTO gateway_account (partner_id, partner_path, kind, mode, enabled)
  SELECT p.id, p.path, 'SANDBOX', 'TEST', sample.there FROM partner p,
    (SELECT EXISTS (SELECT 1 FROM audit_entry a WHERE a.entity = 'partner' AND a.action = 'begin-sample') there) sample
  WHERE sample.there OR EXISTS (SELECT 1 FROM checkout k WHERE k.partner_id = p.id) ORDER BY p.number;
UPDATE checkout k SET gateway_account_id = g.id FROM gateway_account g WHERE g.partner_id = k.partner_id;
UPDATE payment m SET source = 'GATEWAY', gateway_kind = 'SANDBOX' FROM checkout k WHERE k.partner_id = m.partner_id AND k.payment_id = m.id;
ALTER TABLE partner FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;
ALTER TABLE checkout FORCE ROW LEVEL SECURITY;
ALTER TABLE payment FORCE ROW LEVEL SECURITY;

ALTER TABLE checkout ALTER COLUMN gateway_account_id SET NOT NULL,
  ADD CONSTRAINT checkout_gateway_account_id_fkey FOREIGN KEY (gateway_account_id) REFERENCES gateway_account (id);
ALTER TABLE payment ADD CHECK (source IN ('MANUAL', 'CASH_DESK', 'BANK', 'DIRECT_DEBIT', 'GATEWAY', 'VOUCHER')),
  ADD CHECK (gateway_kind IN ('SANDBOX', 'STRIPE', 'PAYPAL')), ADD CHECK ((source = 'GATEWAY') = (gateway_kind IS NOT NULL));

ALTER TABLE gateway_account ADD CONSTRAINT gateway_account_partner_fkey FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE;
ALTER TABLE gateway_account ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- staff only: a customer is told what it may pay through by the function below
CREATE POLICY scope ON gateway_account TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL);
GRANT SELECT, INSERT, UPDATE ON gateway_account TO backhaul_app;

-- ---- the few looks across tenants
CREATE POLICY identity ON gateway_account FOR SELECT TO backhaul_identity USING (true);
GRANT SELECT ON gateway_account TO backhaul_identity;
GRANT CREATE ON SCHEMA public TO backhaul_identity;

-- The accounts that count for partners inside the scope: those of the nearest partner of its line that has any, where it is
-- not the partner itself only what that one shares. kinds: what exists in this installation; accounts of others count as none.
CREATE FUNCTION gateways_in_line(partners uuid[], kinds text[]) RETURNS TABLE (partner_id uuid, id uuid, origin_id uuid, origin_name text, kind text, mode text, enabled boolean, shared_below boolean, methods text[], secrets text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, g.id, a.id, a.name, g.kind, g.mode, g.enabled, g.shared_below, g.methods, g.secrets
  FROM partner p
  CROSS JOIN LATERAL (SELECT o.id, o.name FROM partner o WHERE starts_with(p.path, o.path) AND EXISTS (SELECT 1 FROM gateway_account x WHERE x.partner_id = o.id AND x.kind = ANY (kinds)) ORDER BY length(o.path) DESC LIMIT 1) a
  JOIN gateway_account g ON g.partner_id = a.id AND g.kind = ANY (kinds) AND (a.id = p.id OR g.shared_below)
  WHERE p.id = ANY (partners) AND p.path >= scope_path() AND p.path < scope_end() AND (scope_customer() IS NULL OR p.path = scope_path())
  ORDER BY p.id, g.created_at, g.id
$$;
-- whose webhook it is, before anybody is known; what it says is believed only when it was signed with these secrets
CREATE FUNCTION gateway_account_of(account uuid) RETURNS TABLE (id uuid, kind text, mode text, secrets text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT g.id, g.kind, g.mode, g.secrets FROM gateway_account g WHERE g.id = account
$$;

DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['gateways_in_line(uuid[], text[])', 'gateway_account_of(uuid)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO backhaul_identity', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO backhaul_app', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
