-- What a customer's own scope may write: nothing, but for what the portal does, and of that only the columns it is about. The rights of
-- staff and of background work stay as they were. Whatever the application forgets, no customer moves its balance.

-- ---- what the portal does
-- Its own details, password and fields; sessions of its own; a checkout that it begins; files; and the record of all that.
-- A trigger and not rights on columns: the same role writes for staff. AFTER, so that it sees what other triggers made of the row.
CREATE FUNCTION customer_changes_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - TG_ARGV IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV THEN
    RAISE EXCEPTION 'a customer changes nothing else of % in the portal', TG_TABLE_NAME USING ERRCODE = '42501';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER customer_changes AFTER UPDATE ON customer FOR EACH ROW WHEN (scope_customer() IS NOT NULL)
  EXECUTE FUNCTION customer_changes_only('email', 'email_key', 'phone', 'street', 'city', 'zip', 'country', 'password_hash', 'custom_fields');
CREATE TRIGGER customer_changes AFTER UPDATE ON session FOR EACH ROW WHEN (scope_customer() IS NOT NULL) EXECUTE FUNCTION customer_changes_only('revoked_at', 'last_seen_at');
CREATE TRIGGER customer_changes AFTER UPDATE ON checkout FOR EACH ROW WHEN (scope_customer() IS NOT NULL) EXECUTE FUNCTION customer_changes_only('provider_ref', 'redirect_url');

-- its fields, of those made for that in the portal
CREATE FUNCTION customer_changes_fields() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM jsonb_object_keys(NEW.custom_fields || OLD.custom_fields) k WHERE NEW.custom_fields -> k IS DISTINCT FROM OLD.custom_fields -> k
      AND NOT EXISTS (SELECT 1 FROM custom_field f WHERE f.key = k AND f.entity = 'CUSTOMER' AND f.portal = 'EDIT' AND starts_with(NEW.partner_path, f.partner_path))) THEN
    RAISE EXCEPTION 'these fields are not made to be changed in the portal' USING ERRCODE = '42501';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER customer_fields AFTER UPDATE OF custom_fields ON customer FOR EACH ROW WHEN (scope_customer() IS NOT NULL AND OLD.custom_fields IS DISTINCT FROM NEW.custom_fields)
  EXECUTE FUNCTION customer_changes_fields();

CREATE POLICY customer_inserts ON session AS RESTRICTIVE FOR INSERT TO backhaul_app WITH CHECK (scope_customer() IS NULL OR (customer_id = scope_customer() AND user_id IS NULL AND partner_path = scope_path()));
CREATE POLICY customer_inserts ON checkout AS RESTRICTIVE FOR INSERT TO backhaul_app
  WITH CHECK (scope_customer() IS NULL OR (customer_id = scope_customer() AND partner_path = scope_path() AND status = 'PENDING' AND payment_id IS NULL AND provider_ref IS NULL));
CREATE POLICY customer_updates ON checkout AS RESTRICTIVE FOR UPDATE TO backhaul_app USING (scope_customer() IS NULL OR status = 'PENDING');
CREATE POLICY customer_inserts ON file AS RESTRICTIVE FOR INSERT TO backhaul_app WITH CHECK (scope_customer() IS NULL OR (customer_id = scope_customer() AND partner_path = scope_path()));
CREATE POLICY customer_inserts ON file_content AS RESTRICTIVE FOR INSERT TO backhaul_app
  WITH CHECK (scope_customer() IS NULL OR (partner_path = scope_path() AND EXISTS (SELECT 1 FROM file f WHERE f.id = file_id AND f.customer_id = scope_customer())));
-- nobody says in another's name what it did
CREATE POLICY customer_inserts ON audit_entry AS RESTRICTIVE FOR INSERT TO backhaul_app
  WITH CHECK (scope_customer() IS NULL OR (actor_kind = 'CUSTOMER' AND actor_id = scope_customer()::text AND partner_path = scope_path()));

-- ---- functions whose text is read once, when they are made, and which a plan may take apart: no search path reaches them
CREATE OR REPLACE FUNCTION new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE
  RETURN encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid;
CREATE OR REPLACE FUNCTION scope_path() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN nullif(current_setting('app.partner_path', true), '') COLLATE "C";
CREATE OR REPLACE FUNCTION scope_end() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN nullif(current_setting('app.partner_end', true), '') COLLATE "C";
CREATE OR REPLACE FUNCTION scope_customer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE RETURN nullif(current_setting('app.customer_id', true), '')::uuid;
CREATE OR REPLACE FUNCTION scope_first_customer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE RETURN coalesce(nullif(current_setting('app.customer_id', true), ''), '00000000-0000-0000-0000-000000000000')::uuid;
CREATE OR REPLACE FUNCTION scope_last_customer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE RETURN coalesce(nullif(current_setting('app.customer_id', true), ''), 'ffffffff-ffff-ffff-ffff-ffffffffffff')::uuid;
CREATE OR REPLACE FUNCTION staff_scope_path() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN coalesce(current_setting('app.customer_id', true), '') = '' THEN nullif(current_setting('app.partner_path', true), '') END COLLATE "C";

-- ---- what holds for everything, also for tables and functions that later migrations make: called after each of them
-- A table's writes are staff's and background work's unless a policy named customer_inserts, customer_updates or customer_deletes (or
-- the trigger customer_changes) says what the portal does with it. Functions find what is in public and nothing in anybody's temporary
-- schema, which nobody but the owner may have at all.
CREATE FUNCTION close_boundary() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE r record;
BEGIN
  FOR r IN
    SELECT c.relname, w.command, w.name, w.clause FROM pg_class c CROSS JOIN (VALUES
      ('a', 'INSERT', 'staff_inserts', 'customer_inserts', 'WITH CHECK'), ('w', 'UPDATE', 'staff_updates', 'customer_updates', 'USING'), ('d', 'DELETE', 'staff_deletes', 'customer_deletes', 'USING')) w(code, command, name, portal, clause)
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity
      AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND 'backhaul_app'::regrole = ANY (p.polroles))
      AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname IN (w.name, w.portal))
      AND NOT (w.code = 'w' AND EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'customer_changes'))
  LOOP
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE FOR %s TO backhaul_app %s (scope_customer() IS NULL)', r.name, r.relname, r.command, r.clause);
  END LOOP;
  FOR r IN
    SELECT p.oid::regprocedure::text signature FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p') AND p.prosqlbody IS NULL
      AND NOT 'search_path=public, pg_temp' = ANY (coalesce(p.proconfig, '{}')) AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('ALTER ROUTINE %s SET search_path = public, pg_temp', r.signature);
  END LOOP;
  -- databases are copied without their rights: looked at each time, written when there is something to take away
  IF has_database_privilege('backhaul_app', current_database(), 'TEMPORARY') OR has_database_privilege('backhaul_identity', current_database(), 'TEMPORARY') THEN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC, backhaul_app, backhaul_identity', current_database());
  END IF;
  IF has_schema_privilege('backhaul_app', 'public', 'CREATE') OR has_schema_privilege('backhaul_identity', 'public', 'CREATE') THEN
    REVOKE CREATE ON SCHEMA public FROM PUBLIC, backhaul_app, backhaul_identity;
  END IF;
END $$;
REVOKE ALL ON FUNCTION close_boundary() FROM PUBLIC;
SELECT close_boundary();
