-- A new installation begins with a currency and a time zone that nobody chose. Until somebody says what they are, the back
-- office asks: before anything is sold, after which a currency stays. Partners that are there were made by people who knew.
ALTER TABLE partner ADD COLUMN place_settled boolean NOT NULL DEFAULT true;
