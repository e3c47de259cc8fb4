import {
  shownFields,
  type FieldEntity,
  type FieldValue,
  type FieldValues,
} from '@backhaul/domain/fields/customFields';
import type { Context } from '../../kit/context.ts';
import { loadFields } from './definitions.store.ts';

/**
 * A record's custom fields as its reader may see them: those defined on the line of its partner,
 * archived ones included. The database shows a customer only those made for the portal.
 */
export async function shownCustomFields(
  ctx: Context,
  entity: FieldEntity,
  partnerPath: string,
  stored: FieldValues,
): Promise<Record<string, FieldValue>> {
  return Object.keys(stored).length
    ? shownFields(await loadFields(ctx, entity, partnerPath), stored)
    : {};
}
