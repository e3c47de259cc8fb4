import { colour as plainColour } from '@backhaul/domain/text/colour';
import { textInput } from '../../kit/input.ts';
import { badInput, brokenKey, notFound, violatedConstraint } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { pathOfPartner } from '../partners/index.ts';
import {
  countLabels,
  deleteLabel,
  dropForeignLabels,
  insertLabel,
  labelsNamed,
  labelsOf,
  lockLabel,
  setLabelsOf,
  storeLabel,
} from './labels.store.ts';

const LABELS_MAX = 200;
const PER_CUSTOMER_MAX = 30;

/** What a label is called and looks like, as it was typed. */
interface LabelInput {
  name: string;
  colour: string;
}

function labelInput(input: LabelInput): LabelInput {
  const colour = plainColour(input.colour.trim());
  if (!colour) throw badInput({ colour: 'must be a colour like #1d4ed8' });
  return { name: textInput(input.name, 'name', { max: 60 }), colour };
}

/**
 * Makes a label, for the customers of its partner and of everything below it. Refuses a partner
 * outside the scope (NOT_FOUND), and by field wrong values, a name that the partner has already, and
 * more than 200 labels. Returns the id.
 */
export async function createLabel(
  sql: ScopedSql,
  partnerId: string,
  input: LabelInput,
): Promise<string> {
  const partnerPath = await pathOfPartner(sql, partnerId);
  if (partnerPath === undefined) throw notFound();
  const label = labelInput(input);
  if ((await countLabels(sql, partnerId)) >= LABELS_MAX)
    throw badInput({ name: `a partner may have ${LABELS_MAX} labels at most` });
  return refusingName(async () => {
    const id = await insertLabel(sql, { partnerId, partnerPath, ...label });
    await audit(sql, {
      action: 'create',
      entity: 'label',
      entityId: id,
      after: label,
      partner: { id: partnerId, path: partnerPath },
    });
    return id;
  });
}

/**
 * Changes a label where it was made; its partner stays. Refuses NOT_FOUND outside the scope and one
 * of a partner above, and what createLabel() refuses.
 */
export async function updateLabel(
  sql: ScopedSql,
  id: string,
  input: LabelInput,
  partnerId: string | null,
): Promise<void> {
  const after = labelInput(input);
  const label = await lockLabel(sql, id);
  if (!label) throw notFound();
  if (partnerId !== null && partnerId !== label.partnerId) {
    if ((await pathOfPartner(sql, partnerId)) === undefined) throw notFound();
    throw badInput({ partnerId: 'of a label stays; make another one for another partner' });
  }
  const before = { name: label.name, colour: label.colour };
  await refusingName(async () => {
    await storeLabel(sql, id, after);
    await audit(sql, {
      action: 'update',
      entity: 'label',
      entityId: id,
      before,
      after,
      partner: { id: label.partnerId, path: label.partnerPath },
    });
  });
}

/** Removes a label, and it from all customers. Refuses NOT_FOUND outside the scope and one of a partner above. */
export async function removeLabel(sql: ScopedSql, id: string): Promise<void> {
  const label = await lockLabel(sql, id);
  if (!label) throw notFound();
  await deleteLabel(sql, id);
  await audit(sql, {
    action: 'remove',
    entity: 'label',
    entityId: id,
    before: { name: label.name, colour: label.colour },
    partner: { id: label.partnerId, path: label.partnerPath },
  });
}

/**
 * Gives a customer, whose row is locked, these labels and no others; returns their names before and
 * after where they differ. Refuses NOT_FOUND a label that the scope does not see, and by field more
 * than 30 and those of partners that are not above the customer.
 */
export async function labelCustomer(
  sql: ScopedSql,
  customer: { id: string; partnerId: string; partnerPath: string },
  given: readonly string[],
): Promise<{ before: string[]; after: string[] } | null> {
  const ids = [...new Set(given)];
  if (ids.length > PER_CUSTOMER_MAX)
    throw badInput({ labelIds: `may be ${PER_CUSTOMER_MAX} at most` });
  const labels = await labelsNamed(sql, ids);
  if (labels.length !== ids.length) throw notFound();
  const foreign = labels.find(({ partnerPath }) => !customer.partnerPath.startsWith(partnerPath));
  if (foreign)
    throw badInput({ labelIds: `"${foreign.name}" is not for customers of this partner` });
  const had = await labelsOf(sql, customer.id);
  if (had.length === ids.length && had.every(({ id }) => ids.includes(id))) return null;
  try {
    await setLabelsOf(sql, customer, ids);
  } catch (error) {
    // removed meanwhile
    if (brokenKey(error)) throw notFound();
    throw error;
  }
  const names = (all: readonly { name: string }[]) => all.map(({ name }) => name).sort();
  return { before: names(had), after: names(labels) };
}

/** Customers of moved partners lose the labels of those who are above them no more. */
export async function labelsMoved(
  sql: ScopedSql,
  moved: readonly Happenings['partnerMoved'][],
): Promise<void> {
  for (const { path } of moved) await dropForeignLabels(sql, path);
}

async function refusingName<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (violatedConstraint(error) === 'label_partner_id_name_key')
      throw badInput({ name: 'is already the name of a label' });
    throw error;
  }
}
