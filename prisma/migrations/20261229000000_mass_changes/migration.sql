-- Work on many records can be taken back for a while, record by record, as it was done: each in a transaction of its own
-- that also says so here. What is needed for that is kept with the record.

ALTER TABLE mass_job
  ADD COLUMN undoable_until timestamptz(6),
  ADD COLUMN undoing boolean NOT NULL DEFAULT false,
  ADD COLUMN undone int NOT NULL DEFAULT 0,
  ADD COLUMN left_so int NOT NULL DEFAULT 0,
  ADD CHECK (undone + left_so <= done);

ALTER TABLE mass_job_row
  ADD COLUMN kept jsonb,
  DROP CONSTRAINT mass_job_row_state_check,
  ADD CONSTRAINT mass_job_row_state_check CHECK (state IN ('NEW', 'CHANGES', 'SAME', 'REFUSED', 'DONE', 'UNDONE', 'LEFT_SO')),
  DROP CONSTRAINT mass_job_row_check1,
  ADD CONSTRAINT mass_job_row_refusal_check CHECK ((state IN ('REFUSED', 'LEFT_SO')) = (refusal IS NOT NULL));
