-- Who had a saved card be charged, where it was not its owner: what comes of the charge is done in that name, not in the
-- customer's. Of charges from before nobody knows; they stay the customer's.
ALTER TABLE checkout
  ADD COLUMN ordered_by_kind text CHECK (ordered_by_kind IN ('USER', 'API', 'SYSTEM')),
  ADD COLUMN ordered_by_id uuid,
  ADD COLUMN ordered_by text,
  ADD CHECK ((ordered_by_kind IS NULL) = (ordered_by IS NULL));
