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
