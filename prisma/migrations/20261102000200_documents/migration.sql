-- Files, company details, templates, and what documents were printed with.

CREATE TABLE "file" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT COLLATE "C" NOT NULL,
    "customer_id" UUID,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "file_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "file_partner_id_id_key" ON "file"("partner_id", "id");
CREATE INDEX "file_partner_path_idx" ON "file"("partner_path");
CREATE INDEX "file_customer_id_created_at_idx" ON "file"("customer_id", "created_at");
CREATE INDEX "file_partner_id_created_at_idx" ON "file"("partner_id", "created_at");

CREATE TABLE "file_content" (
    "file_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT COLLATE "C" NOT NULL,
    "content" BYTEA NOT NULL,
    CONSTRAINT "file_content_pkey" PRIMARY KEY ("file_id")
);
CREATE INDEX "file_content_partner_path_idx" ON "file_content"("partner_path");
-- what is stored is compressed already
ALTER TABLE "file_content" ALTER COLUMN "content" SET STORAGE EXTERNAL;

CREATE TABLE "printed_picture" (
    "file_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT COLLATE "C" NOT NULL,
    "content" BYTEA NOT NULL,
    CONSTRAINT "printed_picture_pkey" PRIMARY KEY ("file_id")
);
CREATE INDEX "printed_picture_partner_path_idx" ON "printed_picture"("partner_path");
ALTER TABLE "printed_picture" ALTER COLUMN "content" SET STORAGE EXTERNAL;

CREATE TABLE "company_setting" (
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT COLLATE "C" NOT NULL,
    "values" JSONB NOT NULL DEFAULT '{}',
    "provenance" JSONB NOT NULL DEFAULT '{}',
    CONSTRAINT "company_setting_pkey" PRIMARY KEY ("partner_id")
);
CREATE INDEX "company_setting_partner_path_idx" ON "company_setting"("partner_path");

CREATE TABLE "document_template" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT,
    "subject" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "document_template_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "document_template_partner_id_kind_id_idx" ON "document_template"("partner_id", "kind", "id");
CREATE INDEX "document_template_partner_path_idx" ON "document_template"("partner_path");

CREATE TABLE "template_version" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "layout" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "template_version_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "template_version_partner_id_id_key" ON "template_version"("partner_id", "id");
CREATE UNIQUE INDEX "template_version_partner_id_kind_hash_key" ON "template_version"("partner_id", "kind", "hash");
CREATE INDEX "template_version_partner_path_idx" ON "template_version"("partner_path");

CREATE TABLE "company_version" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT COLLATE "C" NOT NULL,
    "hash" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "company_version_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "company_version_partner_id_id_key" ON "company_version"("partner_id", "id");
CREATE UNIQUE INDEX "company_version_partner_id_hash_key" ON "company_version"("partner_id", "hash");
CREATE INDEX "company_version_partner_path_idx" ON "company_version"("partner_path");
CREATE INDEX "company_version_logo_idx" ON "company_version" (("details"->>'logoFileId')) WHERE "details" ? 'logoFileId';

CREATE TABLE "document_job" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT COLLATE "C" NOT NULL,
    "format" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'QUEUED',
    "invoice_ids" UUID[],
    "done" INTEGER NOT NULL DEFAULT 0,
    "size" BIGINT,
    "error" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    CONSTRAINT "document_job_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "document_job_partner_id_id_key" ON "document_job"("partner_id", "id");
CREATE INDEX "document_job_partner_path_created_at_idx" ON "document_job"("partner_path", "created_at");
CREATE INDEX "document_job_status_idx" ON "document_job"("status");

CREATE TABLE "document_job_part" (
    "job_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT COLLATE "C" NOT NULL,
    "content" BYTEA NOT NULL,
    CONSTRAINT "document_job_part_pkey" PRIMARY KEY ("job_id", "position")
);
CREATE INDEX "document_job_part_partner_path_idx" ON "document_job_part"("partner_path");
ALTER TABLE "document_job_part" ALTER COLUMN "content" SET STORAGE EXTERNAL;

ALTER TABLE "invoice" ADD COLUMN "template_version_id" UUID, ADD COLUMN "company_version_id" UUID, ADD COLUMN "renewals" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "issued_fields" JSONB;
ALTER TABLE "payment" ADD COLUMN "template_version_id" UUID, ADD COLUMN "company_version_id" UUID, ADD COLUMN "billed_to" JSONB;

ALTER TABLE "file_content" ADD CONSTRAINT "file_content_file_id_fkey" FOREIGN KEY ("partner_id", "file_id") REFERENCES "file"("partner_id", "id");
ALTER TABLE "printed_picture" ADD CONSTRAINT "printed_picture_file_id_fkey" FOREIGN KEY ("partner_id", "file_id") REFERENCES "file"("partner_id", "id");
ALTER TABLE "file" ADD CONSTRAINT "file_customer_id_fkey" FOREIGN KEY ("partner_id", "customer_id") REFERENCES "customer"("partner_id", "id");
ALTER TABLE "document_job_part" ADD CONSTRAINT "document_job_part_job_id_fkey" FOREIGN KEY ("partner_id", "job_id") REFERENCES "document_job"("partner_id", "id");
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_template_version_id_fkey" FOREIGN KEY ("partner_id", "template_version_id") REFERENCES "template_version"("partner_id", "id"),
  ADD CONSTRAINT "invoice_company_version_id_fkey" FOREIGN KEY ("partner_id", "company_version_id") REFERENCES "company_version"("partner_id", "id");
ALTER TABLE "payment" ADD CONSTRAINT "payment_template_version_id_fkey" FOREIGN KEY ("partner_id", "template_version_id") REFERENCES "template_version"("partner_id", "id"),
  ADD CONSTRAINT "payment_company_version_id_fkey" FOREIGN KEY ("partner_id", "company_version_id") REFERENCES "company_version"("partner_id", "id");
ALTER TABLE "file" ADD CHECK ("size" > 0), ADD CHECK (octet_length("sha256") = 32);
ALTER TABLE "document_job" ADD CHECK ("format" IN ('PDF', 'ZIP')), ADD CHECK ("status" IN ('QUEUED', 'RUNNING', 'READY', 'FAILED', 'EXPIRED'));

-- ---- policies and rights
DO $$
DECLARE
  t text;
  inside text := 'partner_path >= scope_path() AND partner_path < scope_end()';
  staff text := 'scope_customer() IS NULL';
BEGIN
  FOREACH t IN ARRAY ARRAY['file', 'file_content', 'printed_picture', 'company_setting', 'document_template', 'template_version', 'company_version', 'document_job', 'document_job_part'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (partner_id, partner_path) REFERENCES partner (id, path) ON UPDATE CASCADE', t, t || '_partner_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['printed_picture', 'company_setting', 'document_template', 'template_version', 'company_version', 'document_job', 'document_job_part'] LOOP
    EXECUTE format('CREATE POLICY scope ON %I TO backhaul_app USING (%s AND %s)', t, inside, staff);
  END LOOP;
  EXECUTE format('CREATE POLICY scope ON file TO backhaul_app USING (%s AND (%s OR customer_id = scope_customer()))', inside, staff);
  -- a file's content is seen by whoever sees the file
  EXECUTE format('CREATE POLICY scope ON file_content TO backhaul_app USING (%s AND EXISTS (SELECT 1 FROM file f WHERE f.id = file_id))', inside);
END $$;
-- a file is never changed: documents are printed with its picture for ever
GRANT SELECT, INSERT ON file, file_content, printed_picture, document_template, template_version, company_version TO backhaul_app;
GRANT SELECT, INSERT, UPDATE ON company_setting, document_job TO backhaul_app;
GRANT SELECT, INSERT, DELETE ON document_job_part TO backhaul_app;

-- ---- an issued invoice keeps what it was printed with, unless somebody renews it on purpose
-- Its custom fields are the office's own notes and go on changing. A template may print them: the first change after the
-- transaction that issued it (now() is the time of a transaction's begin) sets those of then aside.
CREATE FUNCTION keep_issued_fields() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.issued_fields := OLD.custom_fields;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_fields_kept BEFORE UPDATE ON invoice FOR EACH ROW
  WHEN (OLD.state <> 'DRAFT' AND OLD.issued_fields IS NULL AND OLD.custom_fields IS DISTINCT FROM NEW.custom_fields AND OLD.issued_at IS DISTINCT FROM now())
  EXECUTE FUNCTION keep_issued_fields();
DROP TRIGGER invoice_frozen ON invoice;
CREATE TRIGGER invoice_frozen BEFORE UPDATE ON invoice FOR EACH ROW
  WHEN (OLD.state <> 'DRAFT' AND ((NEW.state <> OLD.state AND NEW.state <> 'VOID')
    OR ROW(OLD.number, OLD.customer_id, OLD.document_date, OLD.due_date, OLD.currency, OLD.net_minor, OLD.tax_minor, OLD.total_minor, OLD.recurring, OLD.issued_at)
      IS DISTINCT FROM ROW(NEW.number, NEW.customer_id, NEW.document_date, NEW.due_date, NEW.currency, NEW.net_minor, NEW.tax_minor, NEW.total_minor, NEW.recurring, NEW.issued_at)
    OR (NEW.renewals = OLD.renewals AND NEW.issued_fields IS DISTINCT FROM OLD.issued_fields AND (OLD.issued_fields IS NOT NULL OR NEW.issued_fields IS DISTINCT FROM OLD.custom_fields))
    OR (NEW.renewals <> OLD.renewals + 1 AND ROW(OLD.billed_to, OLD.billed_by, OLD.template_version_id, OLD.company_version_id, OLD.renewals)
      IS DISTINCT FROM ROW(NEW.billed_to, NEW.billed_by, NEW.template_version_id, NEW.company_version_id, NEW.renewals))))
  EXECUTE FUNCTION invoice_is_frozen();

-- ---- what is inherited lies above what its users see
CREATE POLICY identity ON company_setting FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON document_template FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON company_version FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON file FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON file_content FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON printed_picture FOR SELECT TO backhaul_identity USING (true);
CREATE POLICY identity ON document_job FOR SELECT TO backhaul_identity USING (true);
GRANT SELECT ON company_setting, company_version, document_template, file, file_content, printed_picture TO backhaul_identity;
GRANT SELECT (id, partner_id, status, heartbeat_at, expires_at) ON document_job TO backhaul_identity;
GRANT CREATE ON SCHEMA public TO backhaul_identity;

CREATE FUNCTION inherited_company(partners uuid[]) RETURNS TABLE (partner_id uuid, origin_id uuid, origin_name text, origin_path text, "values" jsonb, provenance jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT p.id, a.id, a.name, a.path, c.values, c.provenance
  FROM partner p JOIN partner a ON starts_with(p.path, a.path) JOIN company_setting c ON c.partner_id = a.id
  WHERE p.id = ANY (partners) AND p.path >= scope_path() AND p.path < scope_end() ORDER BY p.id, length(a.path)
$$;
-- the nearest partner's own; its last row decides, and one without a source inherits again
CREATE FUNCTION inherited_template(partners uuid[], template_kind text) RETURNS TABLE (partner_id uuid, origin_id uuid, origin_path text, source text, subject text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT DISTINCT ON (p.id) p.id, a.id, a.path, t.source, t.subject
  FROM partner p JOIN partner a ON starts_with(p.path, a.path)
  CROSS JOIN LATERAL (SELECT d.source, d.subject FROM document_template d WHERE d.partner_id = a.id AND d.kind = template_kind ORDER BY d.id DESC LIMIT 1) t
  WHERE p.id = ANY (partners) AND p.path >= scope_path() AND p.path < scope_end() AND t.source IS NOT NULL
  ORDER BY p.id, length(a.path) DESC
$$;
-- A logo is inherited with the company details: a file of an ancestor, but only one that is a logo there. Details that
-- documents were issued with keep theirs, wherever their partner moves in the tree.
CREATE FUNCTION inherited_logo(logo uuid) RETURNS TABLE (name text, type text, content bytea, printed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT f.name, f.type, c.content, p.content FROM file f JOIN file_content c ON c.file_id = f.id LEFT JOIN printed_picture p ON p.file_id = f.id
  WHERE f.id = logo AND scope_path() IS NOT NULL AND (
    EXISTS (SELECT 1 FROM company_setting s WHERE s.values->>'logoFileId' = logo::text AND (starts_with(scope_path(), s.partner_path) OR (s.partner_path >= scope_path() AND s.partner_path < scope_end())))
    OR EXISTS (SELECT 1 FROM company_version v WHERE v.details->>'logoFileId' = logo::text AND v.partner_path >= scope_path() AND v.partner_path < scope_end()))
$$;
CREATE FUNCTION stale_document_jobs(silent_for interval) RETURNS TABLE (job_id uuid, partner_id uuid, expired boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT j.id, j.partner_id, j.expires_at < now() FROM document_job j
  WHERE (j.status IN ('QUEUED', 'RUNNING') AND j.heartbeat_at < now() - silent_for) OR (j.status <> 'EXPIRED' AND j.expires_at < now())
$$;
DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['inherited_company(uuid[])', 'inherited_template(uuid[], text)', 'inherited_logo(uuid)', 'stale_document_jobs(interval)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO backhaul_identity', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO backhaul_app', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM backhaul_identity;
