-- Whom at a customer one speaks to, and what they are sent. Customers themselves see none of them.
CREATE TABLE contact (
  id uuid NOT NULL DEFAULT new_id(),
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  customer_id uuid NOT NULL,
  name text NOT NULL,
  -- what they are there, in words
  role text,
  emails text[] NOT NULL DEFAULT '{}',
  phones text[] NOT NULL DEFAULT '{}',
  topics text[] NOT NULL DEFAULT '{}',
  custom_fields jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT contact_pkey PRIMARY KEY (id),
  CONSTRAINT contact_topics_check CHECK (topics <@ ARRAY['INVOICES', 'REMINDERS', 'TICKETS', 'OUTAGES'])
);
CREATE UNIQUE INDEX contact_partner_id_id_key ON contact (partner_id, id);
CREATE INDEX contact_customer_id_idx ON contact (customer_id, name, id);
CREATE INDEX contact_partner_path_idx ON contact (partner_path);

-- The words a contact is found by, as those of customers.
CREATE TABLE contact_word (
  contact_id uuid NOT NULL,
  partner_id uuid NOT NULL,
  partner_path text COLLATE "C" NOT NULL,
  word text COLLATE "C" NOT NULL,
  CONSTRAINT contact_word_pkey PRIMARY KEY (contact_id, word)
);
CREATE INDEX contact_word_word_idx ON contact_word (word, partner_path, contact_id);
CREATE INDEX contact_word_partner_path_idx ON contact_word (partner_path);

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['contact', 'contact_word'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE', t, t || '_partner_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (partner_path >= scope_path() AND partner_path < scope_end() AND scope_customer() IS NULL)', t);
  END LOOP;
END $$;
ALTER TABLE contact ADD CONSTRAINT contact_customer_id_fkey FOREIGN KEY (partner_id, customer_id) REFERENCES customer (partner_id, id);
ALTER TABLE contact_word
  ADD CONSTRAINT contact_word_contact_id_fkey FOREIGN KEY (partner_id, contact_id) REFERENCES contact (partner_id, id) ON DELETE CASCADE;
GRANT SELECT, INSERT, DELETE ON contact, contact_word TO backhaul_app;
GRANT UPDATE (name, role, emails, phones, topics, custom_fields) ON contact TO backhaul_app;

CREATE FUNCTION contact_words_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM contact_word WHERE contact_id = NEW.id;
  INSERT INTO contact_word (contact_id, partner_id, partner_path, word)
    SELECT NEW.id, NEW.partner_id, NEW.partner_path, w.word
    FROM (
      SELECT left(w, 60) word
      FROM unnest(ARRAY[NEW.name, NEW.role] || NEW.emails || NEW.phones) said,
        regexp_split_to_table(search_folded(said), '[\s,;:()"&/]+') w
      WHERE w <> ''
      UNION
      SELECT left(w, 60) FROM unnest(NEW.phones) p, phone_words(p) w) w;
  RETURN NULL;
END $$;
CREATE TRIGGER words_changed AFTER INSERT OR UPDATE OF name, role, emails, phones ON contact
  FOR EACH ROW EXECUTE FUNCTION contact_words_changed();
