-- The next billing date follows from the earliest uncharged day alone, no longer from the last charge: that one is forgotten.
-- The trigger that watches it comes first; what it watches is otherwise the same.
DROP TRIGGER facts_changed ON customer;
CREATE TRIGGER facts_changed BEFORE UPDATE OF status, billing_type, billing, inactive_since, next_billing_date, facts_version ON customer FOR EACH ROW EXECUTE FUNCTION customer_facts_changed();
ALTER TABLE customer DROP COLUMN last_charge_on;

-- The dates that are stored were made by the former rule. Whenever the rule changes, a migration sets schedule_from to 0: a
-- job goes through the partner's own customers by number, in chunks, keeps here how far it came, and ends with null. The
-- server starts meanwhile; a preview of the partner finishes that work first. The default fills the rows that are there
-- (row level security would hide them from an UPDATE by an owner that is no superuser); partners to come need nothing.
ALTER TABLE partner ADD COLUMN schedule_from INTEGER DEFAULT 0;
ALTER TABLE partner ALTER COLUMN schedule_from DROP DEFAULT;
CREATE INDEX partner_schedule_from_idx ON partner (id) WHERE schedule_from IS NOT NULL;

-- Jobs run in one partner's scope at a time; this says whose customers still have dates of a former rule.
GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION partners_to_schedule() RETURNS TABLE (partner_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id FROM partner p WHERE p.schedule_from IS NOT NULL
$$;
ALTER FUNCTION partners_to_schedule() OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION partners_to_schedule() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION partners_to_schedule() TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
