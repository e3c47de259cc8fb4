-- Whether a mail could go to anybody who comes by a host: through the installation's server, one of the host's partner or of
-- those above it, or one of somebody below, whose customers come by that host too. It depends on no account.
GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION host_sends_mail(host text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT installation_sends_mail() OR EXISTS (
    SELECT 1 FROM place_of_host(host) h JOIN message_setting s
      ON s.partner_path >= h.path AND s.partner_path < h.path || chr(1114111)
        OR s.partner_path = ANY (ARRAY(SELECT substr(h.path, 1, n) FROM generate_series(1, length(h.path)) n WHERE substr(h.path, n, 1) = '.'))
    WHERE s.values ->> 'mailServer' IS NOT NULL
  )
$$;
ALTER FUNCTION host_sends_mail(text) OWNER TO backhaul_identity;
REVOKE ALL ON FUNCTION host_sends_mail(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION host_sends_mail(text) TO backhaul_app;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
