import { graphql } from '../generated/index.ts';
import type { PriceScope, TariffKind, TariffOneQuery } from '../generated/graphql.ts';
import { changedFields } from '../fields/index.ts';
import {
  blankToNull,
  createOf,
  listOf,
  oneOf,
  updateOf,
  type ResourceApi,
} from '../api/resource.ts';
import { tidyPrice } from '../kit/Money.tsx';
import type { RaRecord } from 'react-admin';

export const tariffFields = graphql(`
  fragment TariffFields on Tariff {
    id
    kind
    name
    price
    currency
    taxIncluded
    setupFee
    portalSelectable
    activationFee
    minimumMonths
    cancellationFee
    periodDays
    bundle {
      id
      name
    }
    archived
    serviceCount
    editable
    customFields
    partner {
      id
      name
    }
    taxRate {
      id
      name
      current {
        percent
        category
        exemptReason
      }
    }
    partners {
      id
      name
    }
  }
`);

graphql(`
  fragment TariffPrices on Tariff {
    pricePlannedFrom
    datedPrices {
      from
      price
    }
    priceChanges {
      at
      by
      before
      price
      from
      scope
      takenBack
    }
  }
`);

const listDocument = graphql(`
  query TariffList($filter: TariffFilter, $sort: [SortInput!], $first: Int, $offset: Int) {
    tariffs(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...TariffFields
      }
    }
  }
`);

const oneDocument = graphql(`
  query TariffOne($id: ID!) {
    tariff(id: $id) {
      ...TariffFields
      ...TariffPrices
      partnersUsing {
        id
        name
      }
    }
  }
`);

const createDocument = graphql(`
  mutation TariffCreate($input: TariffInput!) {
    createTariff(input: $input) {
      ...TariffFields
      ...TariffPrices
      partnersUsing {
        id
        name
      }
    }
  }
`);

const updateDocument = graphql(`
  mutation TariffUpdate($id: ID!, $input: TariffInput!) {
    updateTariff(id: $id, input: $input) {
      ...TariffFields
      ...TariffPrices
      partnersUsing {
        id
        name
      }
    }
  }
`);

export const archiveDocument = graphql(`
  mutation TariffArchive($id: ID!, $archived: Boolean!) {
    archiveTariff(id: $id, archived: $archived) {
      ...TariffFields
    }
  }
`);

export const priceEffectDocument = graphql(`
  query TariffPriceEffect($input: TariffPriceInput!) {
    tariffPriceEffect(input: $input) {
      services
      customers
      fingerprint
      monthlyBefore {
        amount
        currency
      }
      monthlyAfter {
        amount
        currency
      }
    }
  }
`);

export const changePriceDocument = graphql(`
  mutation TariffChangePrice($input: TariffPriceInput!, $fingerprint: String!) {
    changeTariffPrice(input: $input, fingerprint: $fingerprint) {
      ...TariffFields
      ...TariffPrices
    }
  }
`);

export const cancelPriceDocument = graphql(`
  mutation TariffCancelPrice($tariffId: ID!) {
    cancelTariffPrice(tariffId: $tariffId) {
      ...TariffFields
      ...TariffPrices
    }
  }
`);

export type Tariff = TariffOneQuery['tariff'] & {
  /** What a bundle holds, by name: `bundle` is ids, for the form. */
  parts: TariffOneQuery['tariff']['bundle'];
};

/** The form works with ids where the API gives objects. */
function flat(tariff: TariffOneQuery['tariff']) {
  return {
    ...tariff,
    price: tidyPrice(tariff.price),
    setupFee: tidyPrice(tariff.setupFee),
    activationFee: tariff.activationFee && tidyPrice(tariff.activationFee),
    cancellationFee: tariff.cancellationFee && tidyPrice(tariff.cancellationFee),
    parts: tariff.bundle,
    bundle: tariff.bundle.map(({ id }) => id),
    taxRateId: tariff.taxRate?.id ?? null,
    partnerIds: tariff.partners.map((partner) => partner.id),
  };
}

function toInput(data: RaRecord, previous?: RaRecord) {
  return {
    kind: data.kind as TariffKind,
    name: String(data.name ?? '').trim(),
    price: String(data.price ?? ''),
    currency: blankToNull(data.currency),
    taxRateId: blankToNull(data.taxRateId),
    taxIncluded: data.taxIncluded === true,
    partnerIds: (data.partnerIds ?? []) as string[],
    setupFee: blankToNull(data.setupFee),
    portalSelectable: Boolean(data.portalSelectable),
    activationFee: blankToNull(data.activationFee),
    minimumMonths: data.minimumMonths ? Number(data.minimumMonths) : null,
    cancellationFee: blankToNull(data.cancellationFee),
    periodDays: data.periodDays && data.kind !== 'ONE_TIME' ? Number(data.periodDays) : null,
    ...(data.kind === 'BUNDLE' && { bundle: (data.bundle ?? []) as string[] }),
    customFields: changedFields(data.customFields, previous?.customFields),
  };
}

export const tariffApi: ResourceApi = {
  name: 'tariffs',
  list: listOf(listDocument, (answer) => answer.tariffs),
  one: oneOf(oneDocument, (answer) => flat(answer.tariff)),
  create: createOf(
    createDocument,
    (answer) => flat(answer.createTariff),
    (data) => toInput(data),
  ),
  update: updateOf(updateDocument, (answer) => flat(answer.updateTariff), toInput),
  toFilter: ({ state, ...filter }) =>
    state === undefined ? filter : { ...filter, archived: state === 'archived' },
};

export const kindLabels: Record<TariffKind, string> = {
  INTERNET: 'Internet',
  VOICE: 'Voice',
  RECURRING: 'Recurring',
  ONE_TIME: 'One-time',
  BUNDLE: 'Bundle',
};

export const kindChoices = Object.entries(kindLabels).map(([id, name]) => ({ id, name }));

export const scopeChoices: { value: PriceScope; label: string }[] = [
  { value: 'THOSE_AT_THE_OLD_PRICE', label: 'Those at the old price' },
  { value: 'ALL', label: 'All, those with a price of their own too' },
  { value: 'NEW_SERVICES_ONLY', label: 'New services only' },
];
