-- What a payment task is about as data beside its words, so that whoever shows it says it in the reader's own language;
-- and for the customer how an online payment ended that took something else than was asked for. The words stay.
ALTER TABLE payment_task
  ADD COLUMN kind text,
  ADD COLUMN asked_minor bigint,
  ADD COLUMN asked_currency text,
  -- in the smallest unit of its currency, also of one that nobody here knows
  ADD COLUMN received_minor bigint,
  ADD COLUMN received_currency text;
ALTER TABLE checkout
  ADD COLUMN failure_code text,
  ADD COLUMN received_minor bigint,
  ADD COLUMN received_currency text;

-- the owner of the tables is held by their policies too, which show it nothing: they let it through while it fills in.
-- What was received and not booked stood in the words alone: there it stays.
ALTER TABLE payment_task NO FORCE ROW LEVEL SECURITY;
ALTER TABLE checkout NO FORCE ROW LEVEL SECURITY;
ALTER TABLE payment NO FORCE ROW LEVEL SECURITY;
UPDATE payment_task SET kind = CASE WHEN payment_id IS NULL THEN 'OTHER_CURRENCY' ELSE 'OTHER_AMOUNT' END;
UPDATE payment_task t SET asked_minor = k.amount_minor, asked_currency = k.currency FROM checkout k
  WHERE k.partner_id = t.partner_id AND t.cause = 'checkout:' || k.id;
UPDATE payment_task t SET received_minor = p.amount_minor, received_currency = p.currency FROM payment p
  WHERE p.partner_id = t.partner_id AND p.id = t.payment_id;
UPDATE checkout k SET received_minor = p.amount_minor, received_currency = p.currency FROM payment p
  WHERE p.partner_id = k.partner_id AND p.id = k.payment_id;
ALTER TABLE payment_task FORCE ROW LEVEL SECURITY;
ALTER TABLE checkout FORCE ROW LEVEL SECURITY;
ALTER TABLE payment FORCE ROW LEVEL SECURITY;

ALTER TABLE payment_task
  ALTER COLUMN kind SET NOT NULL,
  ADD CHECK (kind IN ('OTHER_AMOUNT', 'OTHER_CURRENCY', 'AFTER_PAID')),
  ADD CHECK ((asked_minor IS NULL) = (asked_currency IS NULL)),
  ADD CHECK ((received_minor IS NULL) = (received_currency IS NULL));

-- One that is still open has received nothing; a customer begins none that says otherwise.
ALTER TABLE checkout
  ADD CHECK (failure_code IN ('OTHER_AMOUNT', 'OTHER_CURRENCY')),
  ADD CHECK (failure_code IS NULL OR status = 'FAILED'),
  ADD CHECK ((received_minor IS NULL) = (received_currency IS NULL)),
  ADD CHECK ((received_minor IS NOT NULL) = (status = 'PAID' OR failure_code IS NOT NULL));
