import { graphql } from '../generated/index.ts';
import type { PartnerOneQuery } from '../generated/graphql.ts';
import { changedFields } from '../fields/index.ts';
import {
  blankToNull,
  createOf,
  listOf,
  oneOf,
  updateOf,
  type ResourceApi,
} from '../api/resource.ts';

export const partnerFields = graphql(`
  fragment PartnerFields on Partner {
    id
    number
    name
    currency
    currencyInUse
    timeZone
    test
    clock
    createdAt
    depth
    childCount
    customerCount
    serviceCount
    portalDomain
    customFields
    parent {
      id
      name
    }
    branding {
      name
      accentColor
      logoUrl
      supportEmail
      supportPhone
    }
  }
`);

const listDocument = graphql(`
  query PartnerList($filter: PartnerFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    partners(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...PartnerFields
      }
    }
  }
`);

const oneDocument = graphql(`
  query PartnerOne($id: ID!) {
    partner(id: $id) {
      ...PartnerFields
    }
  }
`);

const createDocument = graphql(`
  mutation PartnerCreate($input: PartnerInput!) {
    createPartner(input: $input) {
      ...PartnerFields
    }
  }
`);

const updateDocument = graphql(`
  mutation PartnerUpdate($id: ID!, $input: PartnerUpdateInput!) {
    updatePartner(id: $id, input: $input) {
      ...PartnerFields
    }
  }
`);

export const movePartnerDocument = graphql(`
  mutation PartnerMove($id: ID!, $parentId: ID!) {
    movePartner(id: $id, parentId: $parentId) {
      ...PartnerFields
    }
  }
`);

export const movePreviewDocument = graphql(`
  query PartnerMovePreview($id: ID!, $parentId: ID!) {
    movePreview(id: $id, parentId: $parentId) {
      refusal {
        reason
        message
      }
      seesThen
      seesNoMore
      effects {
        kind
        key
        before
        after
      }
    }
  }
`);

export const createTestPartner = graphql(`
  mutation TestPartnerCreate($parentId: ID!, $name: String!, $currency: String!, $startsOn: Date!) {
    createTestPartner(parentId: $parentId, name: $name, currency: $currency, startsOn: $startsOn) {
      id
      name
    }
  }
`);

export const advanceClock = graphql(`
  mutation ClockAdvance($partnerId: ID!, $to: Date!) {
    advanceClock(partnerId: $partnerId, to: $to) {
      id
    }
  }
`);

export const stopClock = graphql(`
  mutation ClockStop($partnerId: ID!) {
    stopClock(partnerId: $partnerId) {
      ...TestClockParts
    }
  }
`);

graphql(`
  fragment TestClockParts on TestClock {
    day
    until
    movedBy
    problem
    nextBillingDay
    days(first: 100) {
      ...TestClockDayParts
    }
  }
`);

graphql(`
  fragment TestClockDayParts on TestClockDay {
    date
    words
    runIds
  }
`);

export const earlierDays = graphql(`
  query TestClockEarlier($partnerId: ID!, $offset: Int!) {
    testClock(partnerId: $partnerId) {
      days(first: 100, offset: $offset) {
        ...TestClockDayParts
      }
    }
  }
`);

export const testClock = graphql(`
  query TestClockNow($partnerId: ID!) {
    testClock(partnerId: $partnerId) {
      ...TestClockParts
    }
  }
`);

export const testClockMoves = graphql(`
  subscription TestClockMoves($partnerId: ID!) {
    testClockMoves(partnerId: $partnerId) {
      ...TestClockParts
    }
  }
`);

export type Partner = PartnerOneQuery['partner'];

/** Whom customers ask lies in its own object; the form shows it beside the rest. */
function flat(partner: Partner) {
  const { branding, ...rest } = partner;
  return {
    ...rest,
    branding,
    supportEmail: branding.supportEmail,
    supportPhone: branding.supportPhone,
  };
}

export const partnerApi: ResourceApi = {
  name: 'partners',
  list: listOf(listDocument, (answer) => answer.partners),
  one: oneOf(oneDocument, (answer) => flat(answer.partner)),
  create: createOf(
    createDocument,
    (answer) => flat(answer.createPartner),
    (data) => ({
      name: String(data.name ?? '').trim(),
      parentId: blankToNull(data.parentId),
      currency: blankToNull(data.currency),
      timeZone: blankToNull(data.timeZone),
      customFields: changedFields(data.customFields, undefined),
    }),
  ),
  update: updateOf(
    updateDocument,
    (answer) => flat(answer.updatePartner),
    (data, previous) => ({
      name: String(data.name ?? '').trim(),
      timeZone: blankToNull(data.timeZone),
      // Sent only when changed: customers keep the currency they were created with, and the server
      // refuses what would mix them.
      ...(data.currency === previous.currency ? {} : { currency: blankToNull(data.currency) }),
      supportEmail: blankToNull(data.supportEmail),
      supportPhone: blankToNull(data.supportPhone),
      customFields: changedFields(data.customFields, previous.customFields),
    }),
  ),
};
