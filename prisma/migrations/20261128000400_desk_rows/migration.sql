-- What somebody who only takes money at the desk sees: invoices on which something is due, and payments it recorded itself.
-- The scope says so by a fourth setting, app.desk_user, the user's id; empty for everybody else and for what is written.

-- who recorded a payment, beside the name it is shown by; nobody's id for background work and customers. Known ones: from the audit.
ALTER TABLE payment ADD COLUMN recorded_by_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';
ALTER TABLE payment NO FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_entry NO FORCE ROW LEVEL SECURITY;
UPDATE payment p SET recorded_by_id = a.actor_id::uuid FROM audit_entry a
  WHERE a.entity = 'payment' AND a.action = 'create' AND a.entity_id = p.id::text AND a.partner_id = p.partner_id AND a.actor_kind = 'USER' AND a.actor_id IS NOT NULL;
ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;
ALTER TABLE payment FORCE ROW LEVEL SECURITY;
CREATE INDEX payment_recorded_by_id_date_idx ON payment (recorded_by_id, date);

-- ranges, whose ends the planner knows: everything for all but the desk
CREATE FUNCTION scope_least_due() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE RETURN CASE WHEN coalesce(current_setting('app.desk_user', true), '') = '' THEN -9223372036854775808 ELSE 1 END;
CREATE FUNCTION scope_first_recorder() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE RETURN coalesce(nullif(current_setting('app.desk_user', true), ''), '00000000-0000-0000-0000-000000000000')::uuid;
CREATE FUNCTION scope_last_recorder() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE RETURN coalesce(nullif(current_setting('app.desk_user', true), ''), 'ffffffff-ffff-ffff-ffff-ffffffffffff')::uuid;
GRANT EXECUTE ON FUNCTION scope_least_due(), scope_first_recorder(), scope_last_recorder() TO backhaul_app, backhaul_identity;
CREATE POLICY desk_reads ON invoice AS RESTRICTIVE FOR SELECT TO backhaul_app USING (due_minor >= scope_least_due());
CREATE POLICY desk_reads ON payment AS RESTRICTIVE FOR SELECT TO backhaul_app USING (recorded_by_id >= scope_first_recorder() AND recorded_by_id <= scope_last_recorder());
