-- What may be done so often only is counted before it is done, so that many at once are not more than one after the other; the
-- last one counted is given back where nothing came of it.
GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION give_back_attempt(counted text, counted_source text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(4131, hashtext(counted));
  DELETE FROM sign_in_failure f WHERE f.id = (SELECT o.id FROM sign_in_failure o WHERE o.key = counted AND o.source = counted_source ORDER BY o.at DESC LIMIT 1);
END $$;
ALTER FUNCTION give_back_attempt(text, text) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION give_back_attempt(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION give_back_attempt(text, text) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
