-- A customer in a preview is compared with its own last charge, and says what made the difference. A partner is compared with
-- its last run of the same billing day: which one that was is kept from now on; for runs before, the day of their date stands
-- for it. Who was billed for the date already is counted apart from who is missing.
ALTER TABLE billing_run_entry ADD COLUMN previous_on DATE, ADD COLUMN differences TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE billing_run_partner ADD COLUMN billing_day INTEGER CHECK (billing_day BETWEEN 1 AND 28), ADD COLUMN billed_already_count INTEGER NOT NULL DEFAULT 0;
