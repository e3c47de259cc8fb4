-- A link to set a password ends with what it was made for: when the password is changed in another way, or mails go to another
-- address, whoever has the old mail can do nothing with it. One that is still to be sent gets its token when it goes out.
GRANT UPDATE (token_hash) ON password_reset TO backhaul_identity;
CREATE POLICY identity_ends ON password_reset FOR UPDATE TO backhaul_identity USING (true);

GRANT CREATE ON SCHEMA public TO backhaul_identity;
CREATE FUNCTION password_links_end() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_TABLE_NAME = 'app_user' THEN UPDATE password_reset SET token_hash = NULL WHERE user_id = NEW.id AND used_at IS NULL;
  ELSE UPDATE password_reset SET token_hash = NULL WHERE customer_id = NEW.id AND used_at IS NULL; END IF;
  RETURN NULL;
END $$;
ALTER FUNCTION password_links_end() OWNER TO backhaul_identity;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
CREATE TRIGGER links_end AFTER UPDATE OF password_hash, email ON app_user FOR EACH ROW
  WHEN (OLD.password_hash IS DISTINCT FROM NEW.password_hash OR OLD.email IS DISTINCT FROM NEW.email) EXECUTE FUNCTION password_links_end();
CREATE TRIGGER links_end AFTER UPDATE OF password_hash, email ON customer FOR EACH ROW
  WHEN (OLD.password_hash IS DISTINCT FROM NEW.password_hash OR OLD.email IS DISTINCT FROM NEW.email) EXECUTE FUNCTION password_links_end();
