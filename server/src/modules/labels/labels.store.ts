import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';

export interface NewLabel {
  partnerId: string;
  partnerPath: string;
  name: string;
  colour: string;
}

export interface StoredLabel extends NewLabel {
  id: string;
}

/** How many labels a partner has. */
export async function countLabels(sql: ScopedSql, partnerId: string): Promise<number> {
  const { n } = await sql.row<{ n: number }>(
    'select count(*)::int n from label where partner_id = $1',
    [partnerId],
  );
  return n;
}

/** Stores a label and returns its id. A name that the partner has already fails on label_partner_id_name_key. */
export async function insertLabel(sql: ScopedSql, label: NewLabel): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    'insert into label (partner_id, partner_path, name, colour) values ($1, $2, $3, $4) returning id',
    [label.partnerId, label.partnerPath, label.name, label.colour],
  );
  return id;
}

/** A label of the scope's own partners, locked; undefined for one above, and outside the scope. */
export async function lockLabel(sql: ScopedSql, id: string): Promise<StoredLabel | undefined> {
  const [label] = await sql.rows<StoredLabel>(
    `select id, partner_id "partnerId", partner_path "partnerPath", name, colour
    from label
    where id = $1
    for update`,
    [id],
  );
  return label;
}

export async function storeLabel(
  sql: ScopedSql,
  id: string,
  { name, colour }: Pick<NewLabel, 'name' | 'colour'>,
): Promise<void> {
  await sql.rows('update label set name = $2, colour = $3 where id = $1', [id, name, colour]);
}

/** Removes a label; the database takes it from its customers. */
export async function deleteLabel(sql: ScopedSql, id: string): Promise<void> {
  await sql.rows('delete from label where id = $1', [id]);
}

/** Those of labels that the scope sees, with their places. */
export function labelsNamed(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<{ id: string; name: string; partnerPath: string }[]> {
  return sql.rows(
    `select id, name, partner_path "partnerPath" from label where id = any ($1::uuid[]) order by id`,
    [ids],
  );
}

/** The labels of a customer, by their names. */
export function labelsOf(
  sql: ScopedSql,
  customerId: string,
): Promise<{ id: string; name: string }[]> {
  return sql.rows(
    `select l.id, l.name
    from customer_label c
    join label l on l.id = c.label_id
    where c.customer_id = $1
    order by l.name, l.id`,
    [customerId],
  );
}

/** Gives a customer these labels and no others. */
export async function setLabelsOf(
  sql: ScopedSql,
  customer: { id: string; partnerId: string; partnerPath: string },
  ids: readonly string[],
): Promise<void> {
  await sql.rows(
    'delete from customer_label where customer_id = $1 and label_id <> all ($2::uuid[])',
    [customer.id, ids],
  );
  await sql.rows(
    `insert into customer_label (customer_id, label_id, partner_id, partner_path)
    select $1, id, $2, $3 from unnest($4::uuid[]) id
    on conflict do nothing`,
    [customer.id, customer.partnerId, customer.partnerPath, ids],
  );
}

/** Takes from the customers at a place and below it what labels belong to no partner above them. */
export async function dropForeignLabels(sql: ScopedSql, path: string): Promise<void> {
  await sql.rows(
    `delete from customer_label c
    using label l
    where l.id = c.label_id
      and c.partner_path >= $1 and c.partner_path < $1 || chr(1114111)
      and not starts_with(c.partner_path, l.partner_path)`,
    [path],
  );
}

/** How many customers inside the scope have each of labels. */
export function countLabelled(
  tx: ScopedTx,
  ids: readonly string[],
): Promise<{ id: string; n: number }[]> {
  return tx.$queryRawUnsafe(
    `select l.id, n.n
    from unnest($1::uuid[]) l(id)
    cross join lateral (
      select count(*)::int n from customer_label c where c.label_id = l.id offset 0) n`,
    ids,
  );
}
