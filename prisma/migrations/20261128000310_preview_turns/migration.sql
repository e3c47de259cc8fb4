-- Previews take turns: a partner has one job for each of the two previews that may run at once, whatever the number that waits.
-- A job that waits already keeps its place among those of other partners; asking again must not send it to the end.
CREATE FUNCTION enqueue_turn(task text, payload json, job_key text, run_at timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN PERFORM graphile_worker.add_job(task, payload, job_key => job_key, run_at => coalesce(run_at, now()), job_key_mode => 'preserve_run_at'); END $$;
REVOKE ALL ON FUNCTION enqueue_turn(text, json, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_turn(text, json, text, timestamptz) TO backhaul_app;
