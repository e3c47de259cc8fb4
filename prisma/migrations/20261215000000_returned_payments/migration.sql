-- Money that a bank or provider took back did come: such a payment is told from one that was entered by mistake, since
-- it may count again (a dispute that was won, a return that was posted by mistake). All others stay taken back.
ALTER TABLE payment ADD COLUMN returned boolean NOT NULL DEFAULT false;
ALTER TABLE payment ADD CONSTRAINT payment_returned_check CHECK (NOT returned OR reversed_at IS NOT NULL);
GRANT UPDATE (returned) ON payment TO backhaul_app;

DROP TRIGGER payment_stays ON payment;
CREATE TRIGGER payment_stays BEFORE UPDATE OF reversed_at, reversed_on, reversal_reason, returned ON payment FOR EACH ROW
  WHEN (OLD.reversed_at IS NOT NULL
    AND ROW(OLD.reversed_at, OLD.reversed_on, OLD.reversal_reason, OLD.returned)
      IS DISTINCT FROM ROW(NEW.reversed_at, NEW.reversed_on, NEW.reversal_reason, NEW.returned)
    AND NOT (OLD.returned AND num_nonnulls(NEW.reversed_at, NEW.reversed_on, NEW.reversal_reason) = 0))
  EXECUTE FUNCTION stays_as_it_is('payment', 'taken back');

-- ---- returns of banks: what is asked for one may be known only when it is posted
GRANT UPDATE (fee_minor) ON bank_transaction TO backhaul_app;

ALTER TABLE payment_task DROP CONSTRAINT payment_task_kind_check;
ALTER TABLE payment_task ADD CONSTRAINT payment_task_kind_check
  CHECK (kind IN ('OTHER_AMOUNT', 'OTHER_CURRENCY', 'AFTER_PAID', 'RETURNED'));
