-- Beside what runs of a month are to issue: what is to be asked for ahead, and when the money is expected.
ALTER TABLE planned_figure
  ADD COLUMN proformas jsonb NOT NULL DEFAULT '[]',
  -- by currency what comes in which week, with the day that it was worked out for
  ADD COLUMN forecast jsonb NOT NULL DEFAULT '[]';
