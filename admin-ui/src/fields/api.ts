import { graphql } from '../generated/index.ts';
import type { CustomFieldEntity, CustomFieldPartsFragment } from '../generated/graphql.ts';
import { request } from '../api/client.ts';

graphql(`
  fragment CustomFieldParts on CustomField {
    id
    entity
    key
    label
    type
    help
    position
    required
    unique
    default
    options
    min
    max
    minLength
    maxLength
    decimals
    references
    showInList
    searchable
    portal
    archived
    editable
    partner {
      id
      name
    }
  }
`);

const fieldsDocument = graphql(`
  query CustomFields($entity: CustomFieldEntity!, $partnerId: ID!) {
    customFields(entity: $entity, partnerId: $partnerId) {
      ...CustomFieldParts
    }
  }
`);

export const createFieldDocument = graphql(`
  mutation CustomFieldCreate($input: CustomFieldInput!) {
    createCustomField(input: $input) {
      ...CustomFieldParts
    }
  }
`);

export const updateFieldDocument = graphql(`
  mutation CustomFieldUpdate(
    $id: ID!
    $label: String
    $help: String
    $position: Int
    $required: Boolean
    $options: [String!]
    $showInList: Boolean
    $searchable: Boolean
    $portal: PortalAccess
    $expectedImpact: Int
  ) {
    updateCustomField(
      id: $id
      label: $label
      help: $help
      position: $position
      required: $required
      options: $options
      showInList: $showInList
      searchable: $searchable
      portal: $portal
      expectedImpact: $expectedImpact
    ) {
      ...CustomFieldParts
    }
  }
`);

export const archiveFieldDocument = graphql(`
  mutation CustomFieldArchive($id: ID!, $archived: Boolean!) {
    archiveCustomField(id: $id, archived: $archived) {
      ...CustomFieldParts
    }
  }
`);

export const impactDocument = graphql(`
  query CustomFieldImpact($id: ID!, $required: Boolean, $options: [String!]) {
    customFieldImpact(id: $id, required: $required, options: $options) {
      missing
      outdated
    }
  }
`);

export type CustomField = CustomFieldPartsFragment;
export type Entity = CustomFieldEntity;

/** Where the definitions lie in the cache; without an entity, all of them. */
export const fieldsKey = (entity?: Entity, partnerId?: string | null) =>
  ['custom-fields', ...(entity ? [entity, partnerId] : [])] as const;

/** The fields of a partner's records in their order, inherited and archived ones included. */
export async function loadFields(entity: Entity, partnerId: string): Promise<CustomField[]> {
  return (await request(fieldsDocument, { entity, partnerId })).customFields;
}
