import { graphql } from '../../generated/index.ts';
import type { UserOneQuery } from '../../generated/graphql.ts';
import { changedFields } from '../../fields/index.ts';
import {
  blankToNull,
  createOf,
  listOf,
  oneOf,
  updateOf,
  type ResourceApi,
} from '../../api/resource.ts';

export const userFields = graphql(`
  fragment UserFields on User {
    id
    email
    name
    role
    active
    lastSignInAt
    createdAt
    customFields
    partner {
      id
      name
      test
    }
  }
`);

const listDocument = graphql(`
  query UserList($filter: UserFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    users(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...UserFields
      }
    }
  }
`);

const oneDocument = graphql(`
  query UserOne($id: ID!) {
    user(id: $id) {
      ...UserFields
    }
  }
`);

const createDocument = graphql(`
  mutation UserCreate($input: UserInput!) {
    createUser(input: $input) {
      ...UserFields
    }
  }
`);

export const updateUserDocument = graphql(`
  mutation UserUpdate($id: ID!, $input: UserUpdateInput!) {
    updateUser(id: $id, input: $input) {
      ...UserFields
    }
  }
`);

export const rolesDocument = graphql(`
  query Roles {
    roles {
      id
      name
      label
      permissions
      builtIn
    }
  }
`);

export type User = UserOneQuery['user'];

export const userApi: ResourceApi = {
  name: 'users',
  list: listOf(listDocument, (answer) => answer.users),
  one: oneOf(oneDocument, (answer) => answer.user),
  create: createOf(
    createDocument,
    (answer) => answer.createUser,
    (data) => ({
      partnerId: String(data.partnerId ?? ''),
      name: String(data.name ?? '').trim(),
      email: String(data.email ?? '').trim(),
      role: String(data.role ?? ''),
      password: blankToNull(data.password),
      customFields: changedFields(data.customFields, undefined),
    }),
  ),
  update: updateOf(
    updateUserDocument,
    (answer) => answer.updateUser,
    (data, previous) => ({
      name: blankToNull(data.name),
      email: blankToNull(data.email),
      role: blankToNull(data.role),
      customFields: changedFields(data.customFields, previous.customFields),
      // Left empty, the password stays as it is.
      ...(blankToNull(data.password) === null ? {} : { password: String(data.password) }),
      ...(blankToNull(data.currentPassword) === null
        ? {}
        : { currentPassword: String(data.currentPassword) }),
    }),
  ),
  sortFields: { 'partner.name': 'partner' },
};
