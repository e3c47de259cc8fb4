-- Services that are paused by themselves. Such a pause says so among the others ("own"), which are of customers that are
-- inactive; the last one stands beside them, so that lists find who is paused.
ALTER TABLE service ADD COLUMN paused_from date, ADD COLUMN paused_until date;
CREATE FUNCTION own_pause_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.paused_from := NULL;
  NEW.paused_until := NULL;
  SELECT (p ->> 'from')::date, (p ->> 'until')::date INTO NEW.paused_from, NEW.paused_until
  FROM jsonb_array_elements(NEW.pauses) p
  WHERE p -> 'own' = 'true' ORDER BY p ->> 'from' DESC LIMIT 1;
  RETURN NEW;
END $$;
CREATE TRIGGER own_pause_added BEFORE INSERT ON service FOR EACH ROW
  WHEN (NEW.pauses <> '[]') EXECUTE FUNCTION own_pause_kept();
CREATE TRIGGER own_pause_changed BEFORE UPDATE OF pauses ON service FOR EACH ROW
  WHEN (OLD.pauses IS DISTINCT FROM NEW.pauses) EXECUTE FUNCTION own_pause_kept();
