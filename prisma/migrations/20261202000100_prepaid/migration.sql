-- Who pays ahead. A tariff's period may be a number of days. An invoice may be the tax document of money that was paid
-- before, or of days that were charged one by one: it moves no balance, is paid from the beginning, and nothing is
-- allocated to it.

ALTER TABLE tariff ADD COLUMN period_days int CHECK (period_days BETWEEN 1 AND 366);

ALTER TABLE invoice
  ADD COLUMN of_payment uuid,
  ADD COLUMN of_month date CHECK (extract(day FROM of_month) = 1),
  ADD CHECK (num_nonnulls(of_payment, of_month) <= 1),
  ADD CHECK (num_nonnulls(of_payment, of_month) = 0 OR (state <> 'DRAFT' AND paid_minor = total_minor));
-- each payment, and each month of a customer, has one
CREATE UNIQUE INDEX invoice_of_payment_key ON invoice (of_payment) WHERE of_payment IS NOT NULL;
CREATE UNIQUE INDEX invoice_of_month_key ON invoice (customer_id, of_month) WHERE of_month IS NOT NULL;
-- those whom a night looks at, among all others
CREATE INDEX customer_prepaid_idx ON customer (partner_path, number) WHERE billing_type <> 'RECURRING';
