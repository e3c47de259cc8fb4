-- What the sandbox provider remembers of payments, saved cards, refunds and disputes. It plays a house of its own, so that
-- its memory belongs to no tenant: the application reaches it through two functions, with the account whose key was shown.

CREATE TABLE sandbox_object (
  id text COLLATE "C" NOT NULL,
  account uuid NOT NULL,
  body jsonb NOT NULL,
  -- how often it changed: whoever changes it says which one it has seen
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT sandbox_object_pkey PRIMARY KEY (account, id)
);
ALTER TABLE sandbox_object ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY identity ON sandbox_object TO backhaul_identity USING (true);
GRANT SELECT, INSERT, UPDATE ON sandbox_object TO backhaul_identity;

GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION sandbox_object_of(whose uuid, object text) RETURNS TABLE (body jsonb, version integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.body, o.version FROM sandbox_object o WHERE o.account = whose AND o.id = object
$$;
-- writes what is remembered, if it is still as it was seen (0: not there yet); says whether it was
CREATE FUNCTION sandbox_remember(whose uuid, object text, content jsonb, seen integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF seen = 0 THEN
    INSERT INTO sandbox_object (id, account, body) VALUES (object, whose, content) ON CONFLICT DO NOTHING;
  ELSE
    UPDATE sandbox_object o SET body = content, version = o.version + 1 WHERE o.account = whose AND o.id = object AND o.version = seen;
  END IF;
  RETURN FOUND;
END $$;

DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['sandbox_object_of(uuid, text)', 'sandbox_remember(uuid, text, jsonb, integer)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO backhaul_identity', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO backhaul_app', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
