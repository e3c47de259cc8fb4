import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareDatabase } from '../../server/src/platform/database.ts';
import { freshDatabase } from '../support/backhaul.ts';
import { SECRET } from '../support/secret.ts';

let owner: pg.Client;
let app: pg.Client;
beforeAll(async () => {
  const url = await freshDatabase();
  const { appUrl } = await prepareDatabase(url, SECRET);
  owner = new pg.Client({ connectionString: url });
  app = new pg.Client({ connectionString: appUrl });
  await owner.connect();
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await owner.end();
});

const TABLES = `select c.oid, c.relname name, c.relrowsecurity enabled, c.relforcerowsecurity forced from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations' order by 1`;
/** Tables of the installation: the application reaches them through functions only. */
const NOT_TENANT = ['installation', 'sandbox_object', 'sign_in_failure'];

describe('every table lies behind the boundary', () => {
  it('has row level security, forced', async () => {
    const { rows } = await owner.query(TABLES);
    expect(rows.length).toBeGreaterThan(25);
    expect(
      rows.filter((table) => !table.enabled || !table.forced).map((table) => table.name),
    ).toEqual([]);
  });

  it('has a policy for the application that asks for the scope, or none at all', async () => {
    const { rows } = await owner.query(
      `select tablename name, array_agg(coalesce(qual, '') || coalesce(with_check, '')) quals from pg_policies where schemaname = 'public' and 'backhaul_app' = any(roles) group by 1`,
    );
    const policies = new Map<string, string[]>(rows.map((row) => [row.name, row.quals]));
    const { rows: tables } = await owner.query(TABLES);
    for (const { name } of tables) {
      if (NOT_TENANT.includes(name)) expect(policies.has(name), name).toBe(false);
      else
        expect(
          policies
            .get(name)
            ?.some((qual) => qual.includes('scope_path()') && qual.includes('scope_end()')),
          name,
        ).toBe(true);
    }
  });

  it('belongs to a partner by a key that moves with the tree', async () => {
    const { rows } =
      await owner.query(`select c.conrelid::regclass::text name from pg_constraint c where c.contype = 'f' and c.confrelid = 'partner'::regclass and c.confupdtype = 'c'
      and (select array_agg(a.attname::text order by a.attname) from unnest(c.conkey) k join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k) = array['partner_id', 'partner_path']`);
    const { rows: tables } = await owner.query(TABLES);
    const without = tables
      .map((table) => table.name)
      .filter(
        (name) =>
          ![...NOT_TENANT, 'partner'].includes(name) && !rows.some((row) => row.name === name),
      );
    expect(without).toEqual([]);
  });

  it('points only into its own tenant', async () => {
    const { rows } =
      await owner.query(`select c.conrelid::regclass::text || ' -> ' || c.confrelid::regclass::text link from pg_constraint c
      where c.contype = 'f' and c.confrelid <> 'partner'::regclass and not exists (select 1 from unnest(c.conkey) k join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k where a.attname = 'partner_id') order by 1`);
    // staff above use a till, which takes money for customers below;
    // customers of two partners may be told apart by staff above both;
    // a bank's file may hold accounts of partners below, and pay for their customers;
    // a tariff, tax rate, custom field, gateway account, label or location may belong to an ancestor, and a run covers several partners
    expect(rows.map((row) => row.link)).toEqual([
      'bank_statement -> bank_file',
      'bank_transaction -> bank_file',
      'billing_run_entry -> billing_run',
      'billing_run_partner -> billing_run',
      'checkout -> gateway_account',
      'custom_value -> custom_field',
      'customer -> location',
      'customer_label -> label',
      'future_item -> tax_rate',
      'location -> location',
      'payment -> bank_transaction',
      'plan_change -> tariff',
      'saved_method -> gateway_account',
      'service -> tariff',
      'tariff -> tax_rate',
      'tariff_partner -> tariff',
      'till_movement -> payment',
      'till_session -> app_user',
      'till_user -> app_user',
      'told_apart -> customer',
    ]);
  });
});

describe('the application role', () => {
  it('owns nothing, and can neither bypass policies nor become anybody else', async () => {
    const {
      rows: [role],
    } = await app.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`,
    );
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
    });
    const { rows: owned } = await app.query(
      `select relname from pg_class where pg_has_role(current_user, relowner, 'MEMBER') and relnamespace = 'public'::regnamespace`,
    );
    expect(owned).toEqual([]);
    const { rows: member } = await app.query(
      `select rolname from pg_roles where pg_has_role(current_user, oid, 'MEMBER') and rolname <> current_user`,
    );
    expect(member.map((row) => row.rolname)).toEqual(['backhaul_app']);
  });

  it('sees no row of any table without a scope', async () => {
    await owner.query(
      `insert into partner (number, path, name, currency, time_zone) values (1, '1.', 'ISP', 'EUR', 'UTC') on conflict do nothing`,
    );
    const { rows: tables } = await owner.query(TABLES);
    for (const { name } of tables) {
      if (NOT_TENANT.includes(name))
        await expect(app.query(`select 1 from ${name}`)).rejects.toMatchObject({ code: '42501' });
      else expect((await app.query(`select 1 from ${name}`)).rowCount, name).toBe(0);
    }
  });

  it('cannot change or take back what is immutable', async () => {
    for (const table of [
      'ledger_transaction',
      'allocation',
      'audit_entry',
      'books_closing',
      'status_change',
      'template_version',
      'company_version',
      'document_template',
      'file_content',
      // written by what happens, and by nobody who asks
      'figure_sum',
      'credit_note_line',
      'proforma_line',
      'refund',
      'write_off',
      'figure_change',
      'recurring_step',
      'customer_figure',
    ]) {
      await expect(
        app.query(`update ${table} set partner_path = partner_path`),
        table,
      ).rejects.toMatchObject({ code: '42501' });
      await expect(app.query(`delete from ${table}`), table).rejects.toMatchObject({
        code: '42501',
      });
    }
    for (const table of ['payment', 'charge', 'credit', 'credit_note', 'proforma'])
      await expect(app.query(`delete from ${table}`), table).rejects.toMatchObject({
        code: '42501',
      });
  });

  it('looks across tenants through these functions and no others', async () => {
    const { rows } = await owner.query(
      `select p.proname name from pg_proc p where p.prosecdef and p.pronamespace = 'public'::regnamespace order by 1`,
    );
    expect(rows.map((row) => row.name)).toEqual([
      'accounts_named',
      'added_in_open_books',
      'attached_file',
      'attempts_counted',
      'bank_account_in_line',
      'bank_entries_figured',
      'bank_entries_found',
      'changed_in_open_books',
      'closing_at',
      'closings_of',
      'count_attempt',
      'covered_from_above',
      'credit_notes_figured',
      'custom_words_added',
      'custom_words_changed',
      'custom_words_removed',
      'customer_invoices_figured',
      'customer_keys_changed',
      'customer_payments_figured',
      'customer_refunds_figured',
      'customer_words_changed',
      'customers_figured',
      'drafts_figured',
      'enqueue',
      'enqueue_turn',
      'entries_figured',
      'failed_refunds_figured',
      'figures_amiss',
      'fold_figures',
      'forget_attempts',
      'forget_preview',
      'gateway_account_of',
      'gateways_in_line',
      'give_back_attempt',
      'host_sends_mail',
      'index_own_fields',
      'inherited_automation',
      'inherited_company',
      'inherited_finance',
      'inherited_logo',
      'inherited_messaging',
      'inherited_payments',
      'inherited_skips',
      'inherited_template',
      'installation_sends_mail',
      'invoices_figured',
      'keep_closed',
      'largest_quantity',
      'location_numbers',
      'lock_priced',
      'logo_of_host',
      'look_of_host',
      'mend_recurring',
      'moved_keeps_closed',
      'named_keeps_closed',
      'next_location_number',
      'next_partner_number',
      'noted_file',
      'partner_place',
      'partners_figured',
      'partners_for_jobs',
      'partners_of_bank_entries_above',
      'partners_to_schedule',
      'partners_with_messages',
      'password_links_end',
      'password_reset_of',
      'payments_figured',
      'place_of_host',
      'places_from_above',
      'planned_above',
      'price_groups',
      'proformas_figured',
      'purge_sign_ins',
      'rarest_words',
      'recount_figures',
      'recurring_drift',
      'refresh_recurring',
      'refunds_figured',
      'refuse_closed',
      'reprice_tariff',
      'runs_from_above',
      'sandbox_object_of',
      'sandbox_remember',
      'services_figured',
      'session_of',
      'set_installation_sends_mail',
      'signed_in_from',
      'stale_document_jobs',
      'system_state',
      'tariff_figured',
      'tariff_inside',
      'tax_rate_figured',
      'template_pictures',
      'unfinished_runs',
      'waiting_bank_accounts',
      'wall_of',
      'write_offs_figured',
    ]);
  });
});
