-- What a provider says of a refund may change until it failed; what was given back by hand is done, and stays so.
CREATE TRIGGER refund_by_hand_stays BEFORE UPDATE OF status, provider_ref, failure, failed_on ON refund FOR EACH ROW
  WHEN (OLD.status = 'DONE' AND OLD.provider_ref IS NULL
    AND ROW(OLD.status, OLD.provider_ref, OLD.failure, OLD.failed_on) IS DISTINCT FROM ROW(NEW.status, NEW.provider_ref, NEW.failure, NEW.failed_on))
  EXECUTE FUNCTION stays_as_it_is('refund', 'done by hand');
