-- The totals of a run hold whatever its customers' amounts, each within what a document may be, come to: one partner
-- with absurd prices stops nobody else's run.
ALTER TABLE billing_run_partner
  ALTER COLUMN net_minor TYPE numeric(40,0),
  ALTER COLUMN tax_minor TYPE numeric(40,0),
  ALTER COLUMN total_minor TYPE numeric(40,0),
  ALTER COLUMN previous_minor TYPE numeric(40,0);

-- The largest quantity of a tariff's services, those outside the scope too: what a new price is held against.
CREATE FUNCTION largest_quantity(tariff uuid) RETURNS numeric LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(max(s.quantity), 1) FROM service s
  WHERE s.tariff_id = $1 AND s.state <> 'ARCHIVED' AND tariff_inside($1)
$$;
GRANT CREATE ON SCHEMA public TO backhaul_identity;
ALTER FUNCTION largest_quantity(uuid) OWNER TO backhaul_identity;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
REVOKE ALL ON FUNCTION largest_quantity(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION largest_quantity(uuid) TO backhaul_app;
