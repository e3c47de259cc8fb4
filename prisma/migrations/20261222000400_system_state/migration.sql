-- How the installation does, for its operator alone: how large the database is, and what waits or failed in the background.
-- The queue's tables belong to the queue, and the application has no rights on them.
CREATE FUNCTION system_state() RETURNS TABLE (database_bytes bigint, jobs_waiting int, oldest_since timestamptz, jobs_failed int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  -- whose scope is the whole tree
  IF office_scope_path() IS DISTINCT FROM '1.' THEN RETURN; END IF;
  RETURN QUERY SELECT pg_database_size(current_database()),
    count(*) FILTER (WHERE j.run_at <= now() AND j.locked_at IS NULL AND j.attempts < j.max_attempts)::int,
    min(j.run_at) FILTER (WHERE j.run_at <= now() AND j.locked_at IS NULL AND j.attempts < j.max_attempts),
    count(*) FILTER (WHERE j.last_error IS NOT NULL AND j.updated_at > now() - interval '24 hours')::int
  FROM graphile_worker.jobs j;
END $$;
REVOKE ALL ON FUNCTION system_state() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION system_state() TO backhaul_app;
CREATE INDEX billing_run_processed_idx ON billing_run (date) WHERE status = 'PROCESSED';
