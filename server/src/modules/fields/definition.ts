import type {
  FieldDefinition,
  FieldEntity,
  FieldType,
  FieldValue,
  PortalAccess,
} from '@backhaul/domain/fields/customFields';
import type { CustomField } from '../../generated/prisma/client.ts';

/** A definition as it is stored: with its number and its owner's place in the tree. */
export interface StoredField extends FieldDefinition {
  id: string;
  number: number;
  entity: FieldEntity;
  partnerId: string;
  partnerPath: string;
  position: number;
}

/** The columns of custom_field by the names of StoredField, for SQL. */
export const FIELD_COLUMNS = `
  f.id, f.number, f.partner_id "partnerId", f.partner_path "partnerPath",
  f.entity, f.key, f.label, f.type, f.help, f.position,
  f.required, f.is_unique "unique", f.default_value "default", f.options,
  f.min, f.max, f.min_length "minLength", f.max_length "maxLength", f.decimals,
  f.refers_to "references", f.show_in_list "showInList", f.searchable, f.portal,
  f.archived_at is not null archived`;

export function toField(row: CustomField): StoredField {
  const { defaultValue, archivedAt, createdAt: _made, options, ...same } = row;
  return {
    ...same,
    entity: row.entity as FieldEntity,
    type: row.type as FieldType,
    portal: row.portal as PortalAccess,
    references: row.references as FieldEntity | null,
    default: defaultValue as FieldValue | null,
    options: options.length ? options : null,
    archived: archivedAt !== null,
  };
}
