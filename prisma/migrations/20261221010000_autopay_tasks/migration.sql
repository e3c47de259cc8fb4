-- A charge of autopay that failed is a task where no mail reaches the customer.
ALTER TABLE payment_task DROP CONSTRAINT payment_task_kind_check;
ALTER TABLE payment_task ADD CONSTRAINT payment_task_kind_check
  CHECK (kind IN ('OTHER_AMOUNT', 'OTHER_CURRENCY', 'AFTER_PAID', 'RETURNED', 'CHARGE_FAILED'));
