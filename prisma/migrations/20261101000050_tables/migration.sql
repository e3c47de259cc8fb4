-- CreateTable
CREATE TABLE "installation" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "sign_in_failure" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_failure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "number" INTEGER NOT NULL,
    "parent_id" UUID,
    "path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "accent_color" TEXT,
    "support_email" TEXT,
    "support_phone" TEXT,
    "portal_domain" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "partner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finance_setting" (
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "values" JSONB NOT NULL DEFAULT '{}',
    "provenance" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "finance_setting_pkey" PRIMARY KEY ("partner_id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "role" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "last_sign_in_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "user_id" UUID,
    "customer_id" UUID,
    "user_agent" TEXT,
    "address" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "address" TEXT,
    "action" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_id" TEXT,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tax_rate" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "percent" DECIMAL(9,4) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tax_rate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tariff" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "code" TEXT,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "price" DECIMAL(19,4) NOT NULL,
    "currency" TEXT NOT NULL,
    "tax_rate_id" UUID,
    "tax_included" BOOLEAN NOT NULL DEFAULT false,
    "setup_fee" DECIMAL(19,4) NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tariff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tariff_partner" (
    "tariff_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,

    CONSTRAINT "tariff_partner_pkey" PRIMARY KEY ("tariff_id","partner_id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "external_id" TEXT,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "email_key" TEXT,
    "login" TEXT,
    "login_key" TEXT,
    "password_hash" TEXT,
    "phone" TEXT,
    "street" TEXT,
    "city" TEXT,
    "zip" TEXT,
    "country" TEXT,
    "status" TEXT NOT NULL DEFAULT 'NEW',
    "status_reason" TEXT,
    "blocked_since" DATE,
    "inactive_since" DATE,
    "billing_type" TEXT NOT NULL DEFAULT 'RECURRING',
    "currency" TEXT NOT NULL,
    "billing" JSONB NOT NULL DEFAULT '{}',
    "balance_minor" BIGINT NOT NULL DEFAULT 0,
    "last_charge_on" DATE,
    "next_billing_date" DATE,
    "facts_version" INTEGER NOT NULL DEFAULT 1,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_word" (
    "customer_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "word" TEXT NOT NULL,

    CONSTRAINT "customer_word_pkey" PRIMARY KEY ("customer_id","word")
);

-- CreateTable
CREATE TABLE "status_change" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "from_status" TEXT,
    "to_status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "status_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "tariff_id" UUID NOT NULL,
    "description" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'RUNNING',
    "start_date" DATE NOT NULL,
    "end_date" DATE,
    "quantity" DECIMAL(14,4) NOT NULL DEFAULT 1,
    "unit_price" DECIMAL(19,4),
    "setup_fee" DECIMAL(19,4),
    "setup_charged" BOOLEAN NOT NULL DEFAULT false,
    "charged_until" DATE NOT NULL,
    "discounts" JSONB NOT NULL DEFAULT '[]',
    "pauses" JSONB NOT NULL DEFAULT '[]',
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "future_item" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "description" TEXT NOT NULL,
    "quantity" DECIMAL(14,4) NOT NULL DEFAULT 1,
    "unit_price" DECIMAL(19,4) NOT NULL,
    "tax_percent" DECIMAL(9,4) NOT NULL DEFAULT 0,
    "tax_included" BOOLEAN NOT NULL DEFAULT false,
    "date" DATE NOT NULL,
    "charge_id" UUID,
    "removed_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "future_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "billing_run" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PREVIEWING',
    "partner_ids" UUID[],
    "include_descendants" BOOLEAN NOT NULL,
    "fingerprint" TEXT,
    "failed_phase" TEXT,
    "failure" TEXT,
    "candidates" INTEGER NOT NULL DEFAULT 0,
    "processed" INTEGER NOT NULL DEFAULT 0,
    "position" INTEGER NOT NULL DEFAULT 0,
    "customer_count" INTEGER NOT NULL DEFAULT 0,
    "invoice_count" INTEGER NOT NULL DEFAULT 0,
    "left_out_count" INTEGER NOT NULL DEFAULT 0,
    "totals" JSONB NOT NULL DEFAULT '[]',
    "flag_counts" JSONB NOT NULL DEFAULT '[]',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_by" TEXT,
    "confirmed_at" TIMESTAMPTZ(6),
    "heartbeat_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "billing_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "billing_run_partner" (
    "run_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "customer_count" INTEGER NOT NULL DEFAULT 0,
    "invoice_count" INTEGER NOT NULL DEFAULT 0,
    "left_out_count" INTEGER NOT NULL DEFAULT 0,
    "missing_count" INTEGER NOT NULL DEFAULT 0,
    "net_minor" BIGINT NOT NULL DEFAULT 0,
    "tax_minor" BIGINT NOT NULL DEFAULT 0,
    "total_minor" BIGINT NOT NULL DEFAULT 0,
    "previous_run_id" UUID,
    "previous_date" DATE,
    "previous_minor" BIGINT,
    "processed_at" TIMESTAMPTZ(6),

    CONSTRAINT "billing_run_partner_pkey" PRIMARY KEY ("run_id","partner_id","currency")
);

-- CreateTable
CREATE TABLE "billing_run_entry" (
    "run_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "customer_number" INTEGER NOT NULL,
    "customer_name" TEXT NOT NULL,
    "facts_version" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "plan" JSONB,
    "net_minor" BIGINT NOT NULL DEFAULT 0,
    "tax_minor" BIGINT NOT NULL DEFAULT 0,
    "total_minor" BIGINT NOT NULL DEFAULT 0,
    "previous_minor" BIGINT,
    "creates_invoice" BOOLEAN NOT NULL DEFAULT false,
    "document_date" DATE,
    "due_date" DATE,
    "hash" TEXT NOT NULL,
    "flags" TEXT[],
    "left_out_code" TEXT,
    "left_out_reason" TEXT,
    "left_out_by" TEXT,
    "charge_id" UUID,
    "invoice_id" UUID,

    CONSTRAINT "billing_run_entry_pkey" PRIMARY KEY ("run_id","customer_id")
);

-- CreateTable
CREATE TABLE "charge" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "run_id" UUID,
    "billing_date" DATE NOT NULL,
    "document_date" DATE NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "invoice_id" UUID,
    "before" JSONB NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(6),
    "undone_by" TEXT,

    CONSTRAINT "charge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "number_counter" (
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "last" BIGINT NOT NULL,

    CONSTRAINT "number_counter_pkey" PRIMARY KEY ("partner_id","kind","prefix")
);

-- CreateTable
CREATE TABLE "invoice" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "number" TEXT,
    "state" TEXT NOT NULL,
    "document_date" DATE NOT NULL,
    "due_date" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "net_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "paid_minor" BIGINT NOT NULL DEFAULT 0,
    "due_minor" BIGINT NOT NULL GENERATED ALWAYS AS (CASE WHEN "state" = 'ISSUED' THEN "total_minor" - "paid_minor" ELSE 0 END) STORED,
    "recurring" BOOLEAN NOT NULL DEFAULT false,
    "run_id" UUID,
    "billed_to" JSONB NOT NULL,
    "billed_by" JSONB NOT NULL,
    "memo" TEXT,
    "void_reason" TEXT,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "recorded_by" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice_line" (
    "invoice_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "service_id" UUID,
    "description" TEXT NOT NULL,
    "quantity" DECIMAL(14,4) NOT NULL,
    "unit_price" DECIMAL(19,4) NOT NULL,
    "period_from" DATE,
    "period_to" DATE,
    "net_minor" BIGINT NOT NULL,
    "tax_percent" DECIMAL(9,4) NOT NULL,
    "tax_included" BOOLEAN NOT NULL,
    "tax_minor" BIGINT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "billing_day" INTEGER,

    CONSTRAINT "invoice_line_pkey" PRIMARY KEY ("invoice_id","position")
);

-- CreateTable
CREATE TABLE "ledger_transaction" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "seq" BIGSERIAL NOT NULL,
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL DEFAULT 0,
    "currency" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "quantity" DECIMAL(14,4),
    "unit_price" DECIMAL(19,4),
    "period_from" DATE,
    "period_to" DATE,
    "service_id" UUID,
    "invoice_id" UUID,
    "payment_id" UUID,
    "charge_id" UUID,
    "reverses_id" UUID,
    "date" DATE NOT NULL,
    "balance_after_minor" BIGINT NOT NULL,
    "recorded_by_kind" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit" (
    "transaction_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "payment_id" UUID,
    "date" DATE NOT NULL,
    "remaining_minor" BIGINT NOT NULL,

    CONSTRAINT "credit_pkey" PRIMARY KEY ("transaction_id")
);

-- CreateTable
CREATE TABLE "allocation" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "invoice_id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "payment_id" UUID,
    "amount_minor" BIGINT NOT NULL,
    "date" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "allocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "receipt_number" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "method" TEXT NOT NULL,
    "comment" TEXT,
    "idempotency_key" TEXT,
    "content_hash" TEXT NOT NULL,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reversed_at" TIMESTAMPTZ(6),
    "reversal_reason" TEXT,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checkout" (
    "id" UUID NOT NULL DEFAULT new_id(),
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "invoice_id" UUID,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "provider" TEXT NOT NULL,
    "provider_ref" TEXT,
    "redirect_url" TEXT,
    "idempotency_key" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "payment_id" UUID,
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "checkout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dunning_day" (
    "partner_id" UUID NOT NULL,
    "partner_path" TEXT NOT NULL,
    "date" DATE NOT NULL,

    CONSTRAINT "dunning_day_pkey" PRIMARY KEY ("partner_id")
);

-- CreateIndex
CREATE INDEX "sign_in_failure_key_at_idx" ON "sign_in_failure"("key", "at");

-- CreateIndex
CREATE UNIQUE INDEX "partner_number_key" ON "partner"("number");

-- CreateIndex
CREATE UNIQUE INDEX "partner_path_key" ON "partner"("path");

-- CreateIndex
CREATE UNIQUE INDEX "partner_portal_domain_key" ON "partner"("portal_domain");

-- CreateIndex
CREATE INDEX "partner_parent_id_idx" ON "partner"("parent_id");

-- CreateIndex
CREATE INDEX "partner_name_idx" ON "partner"("name");

-- CreateIndex
CREATE UNIQUE INDEX "partner_id_path_key" ON "partner"("id", "path");

-- CreateIndex
CREATE INDEX "finance_setting_partner_path_idx" ON "finance_setting"("partner_path");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key_key" ON "app_user"("email_key");

-- CreateIndex
CREATE INDEX "app_user_partner_path_name_idx" ON "app_user"("partner_path", "name");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_partner_id_id_key" ON "app_user"("partner_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "session_customer_id_idx" ON "session"("customer_id");

-- CreateIndex
CREATE INDEX "session_partner_path_idx" ON "session"("partner_path");

-- CreateIndex
CREATE INDEX "audit_entry_partner_path_at_idx" ON "audit_entry"("partner_path", "at");

-- CreateIndex
CREATE INDEX "audit_entry_entity_entity_id_idx" ON "audit_entry"("entity", "entity_id");

-- CreateIndex
CREATE INDEX "tax_rate_partner_path_idx" ON "tax_rate"("partner_path");

-- CreateIndex
CREATE UNIQUE INDEX "tax_rate_partner_id_name_key" ON "tax_rate"("partner_id", "name");

-- CreateIndex
CREATE INDEX "tariff_partner_path_name_idx" ON "tariff"("partner_path", "name");

-- CreateIndex
CREATE UNIQUE INDEX "tariff_partner_id_code_key" ON "tariff"("partner_id", "code");

-- CreateIndex
CREATE INDEX "tariff_partner_partner_path_idx" ON "tariff_partner"("partner_path");

-- CreateIndex
CREATE UNIQUE INDEX "customer_number_key" ON "customer"("number");

-- CreateIndex
CREATE UNIQUE INDEX "customer_external_id_key" ON "customer"("external_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_login_key_key" ON "customer"("login_key");

-- CreateIndex
CREATE INDEX "customer_partner_path_number_idx" ON "customer"("partner_path", "number");

-- CreateIndex
CREATE INDEX "customer_partner_path_name_idx" ON "customer"("partner_path", "name");

-- CreateIndex
CREATE INDEX "customer_partner_id_next_billing_date_idx" ON "customer"("partner_id", "next_billing_date");

-- CreateIndex
CREATE INDEX "customer_partner_path_status_idx" ON "customer"("partner_path", "status");

-- CreateIndex
CREATE INDEX "customer_partner_path_balance_minor_idx" ON "customer"("partner_path", "balance_minor");

-- CreateIndex
CREATE INDEX "customer_email_key_idx" ON "customer"("email_key");

-- CreateIndex
CREATE UNIQUE INDEX "customer_partner_id_id_key" ON "customer"("partner_id", "id");

-- CreateIndex
CREATE INDEX "customer_word_word_customer_id_idx" ON "customer_word"("word", "customer_id");

-- CreateIndex
CREATE INDEX "status_change_customer_id_at_idx" ON "status_change"("customer_id", "at");

-- CreateIndex
CREATE INDEX "status_change_partner_path_idx" ON "status_change"("partner_path");

-- CreateIndex
CREATE INDEX "service_customer_id_idx" ON "service"("customer_id");

-- CreateIndex
CREATE INDEX "service_tariff_id_idx" ON "service"("tariff_id");

-- CreateIndex
CREATE INDEX "service_partner_path_start_date_idx" ON "service"("partner_path", "start_date");

-- CreateIndex
CREATE UNIQUE INDEX "service_partner_id_id_key" ON "service"("partner_id", "id");

-- CreateIndex
CREATE INDEX "future_item_customer_id_idx" ON "future_item"("customer_id");

-- CreateIndex
CREATE INDEX "future_item_partner_path_idx" ON "future_item"("partner_path");

-- CreateIndex
CREATE INDEX "billing_run_partner_path_created_at_idx" ON "billing_run"("partner_path", "created_at");

-- CreateIndex
CREATE INDEX "billing_run_status_idx" ON "billing_run"("status");

-- CreateIndex
CREATE INDEX "billing_run_partner_partner_id_processed_at_idx" ON "billing_run_partner"("partner_id", "processed_at");

-- CreateIndex
CREATE INDEX "billing_run_partner_partner_path_idx" ON "billing_run_partner"("partner_path");

-- CreateIndex
CREATE INDEX "billing_run_entry_run_id_customer_number_idx" ON "billing_run_entry"("run_id", "customer_number");

-- CreateIndex
CREATE INDEX "billing_run_entry_customer_id_idx" ON "billing_run_entry"("customer_id");

-- CreateIndex
CREATE INDEX "charge_customer_id_created_at_idx" ON "charge"("customer_id", "created_at");

-- CreateIndex
CREATE INDEX "charge_partner_path_idx" ON "charge"("partner_path");

-- CreateIndex
CREATE UNIQUE INDEX "charge_partner_id_id_key" ON "charge"("partner_id", "id");

-- CreateIndex
CREATE INDEX "number_counter_partner_path_idx" ON "number_counter"("partner_path");

-- CreateIndex
CREATE INDEX "invoice_customer_id_document_date_idx" ON "invoice"("customer_id", "document_date");

-- CreateIndex
CREATE INDEX "invoice_partner_path_document_date_idx" ON "invoice"("partner_path", "document_date");

-- CreateIndex
CREATE INDEX "invoice_document_date_idx" ON "invoice"("document_date");

-- CreateIndex
CREATE INDEX "invoice_number_idx" ON "invoice"("number");

-- CreateIndex
CREATE INDEX "invoice_run_id_idx" ON "invoice"("run_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_partner_id_id_key" ON "invoice"("partner_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_partner_id_number_key" ON "invoice"("partner_id", "number");

-- CreateIndex
CREATE INDEX "ledger_transaction_customer_id_seq_idx" ON "ledger_transaction"("customer_id", "seq");

-- CreateIndex
CREATE INDEX "ledger_transaction_partner_path_date_idx" ON "ledger_transaction"("partner_path", "date");

-- CreateIndex
CREATE INDEX "ledger_transaction_date_idx" ON "ledger_transaction"("date");

-- CreateIndex
CREATE INDEX "ledger_transaction_invoice_id_idx" ON "ledger_transaction"("invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transaction_partner_id_id_key" ON "ledger_transaction"("partner_id", "id");

-- CreateIndex
CREATE INDEX "credit_customer_id_idx" ON "credit"("customer_id");

-- CreateIndex
CREATE INDEX "credit_partner_path_idx" ON "credit"("partner_path");

-- CreateIndex
CREATE INDEX "allocation_invoice_id_idx" ON "allocation"("invoice_id");

-- CreateIndex
CREATE INDEX "allocation_payment_id_idx" ON "allocation"("payment_id");

-- CreateIndex
CREATE INDEX "allocation_transaction_id_idx" ON "allocation"("transaction_id");

-- CreateIndex
CREATE INDEX "allocation_partner_path_idx" ON "allocation"("partner_path");

-- CreateIndex
CREATE INDEX "payment_customer_id_date_idx" ON "payment"("customer_id", "date");

-- CreateIndex
CREATE INDEX "payment_partner_path_date_idx" ON "payment"("partner_path", "date");

-- CreateIndex
CREATE INDEX "payment_date_idx" ON "payment"("date");

-- CreateIndex
CREATE UNIQUE INDEX "payment_partner_id_id_key" ON "payment"("partner_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_partner_id_receipt_number_key" ON "payment"("partner_id", "receipt_number");

-- CreateIndex
CREATE UNIQUE INDEX "payment_partner_id_idempotency_key_key" ON "payment"("partner_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "checkout_partner_path_idx" ON "checkout"("partner_path");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_customer_id_idempotency_key_key" ON "checkout"("customer_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "dunning_day_partner_path_idx" ON "dunning_day"("partner_path");

-- AddForeignKey
ALTER TABLE "tariff_partner" ADD CONSTRAINT "tariff_partner_tariff_id_fkey" FOREIGN KEY ("tariff_id") REFERENCES "tariff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_word" ADD CONSTRAINT "customer_word_partner_id_customer_id_fkey" FOREIGN KEY ("partner_id", "customer_id") REFERENCES "customer"("partner_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_partner_id_customer_id_fkey" FOREIGN KEY ("partner_id", "customer_id") REFERENCES "customer"("partner_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_partner_id_invoice_id_fkey" FOREIGN KEY ("partner_id", "invoice_id") REFERENCES "invoice"("partner_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
