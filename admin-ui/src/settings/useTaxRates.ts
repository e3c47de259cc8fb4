import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import type { UsableTaxRatesQuery } from '../generated/graphql.ts';
import { useLocale } from '../kit/index.ts';
import { sayTax, versionOn } from './taxRateDraft.ts';

const usableDocument = graphql(`
  query UsableTaxRates($usableBy: [ID!]!) {
    all: taxRates {
      ...TaxRateOffered
    }
    usable: taxRates(usableBy: $usableBy) {
      ...TaxRateOffered
    }
  }
  fragment TaxRateOffered on TaxRate {
    id
    name
    versions {
      ...TaxVersion
    }
    fromAbove
    partner {
      id
      name
    }
  }
`);

const NOTHING = { percent: '0', category: 'Z', exemptReason: null } as const;

type Rate = UsableTaxRatesQuery['all'][number];

interface TaxRateChoice {
  id: string;
  label: string;
  percent: string;
}

/**
 * The tax rates to choose from for what these partners sell: those that all of them may use, and
 * with them the chosen ones, which would look like "No tax" if they were missing. Whose a rate is
 * stands beside it where its name does not tell, and where it is not theirs to use. What a rate
 * takes is what it takes on a day.
 */
export function useTaxRates(
  usableBy: readonly string[],
  chosen: readonly string[],
  on: string,
): readonly TaxRateChoice[] {
  const locale = useLocale();
  const { data } = useQuery({
    queryKey: ['tax-rates', 'usable', usableBy],
    queryFn: () => request(usableDocument, { usableBy: [...usableBy] }),
    placeholderData: keepPreviousData,
  });
  if (!data) return [];
  const usable = new Set(data.usable.map(({ id }) => id));
  const holding = ({ versions }: Rate) => versionOn(versions, on) ?? NOTHING;
  const called = (rate: Rate) => `${rate.name}, ${sayTax(holding(rate), locale)}`;
  // those of test partners are usable there, and in no list of all
  const others = data.all.filter(({ id }) => !usable.has(id) && chosen.includes(id));
  const offered = [...data.usable, ...others].sort((a, b) => a.name.localeCompare(b.name));
  return offered.map((rate) => {
    const label = called(rate);
    const alone = offered.filter((other) => called(other) === label).length === 1;
    return {
      id: rate.id,
      percent: holding(rate).percent,
      label: alone && usable.has(rate.id) ? label : `${label}, of ${ownerOf(rate)}`,
    };
  });
}

function ownerOf(rate: Rate): string {
  return rate.fromAbove ? 'a partner above' : rate.partner.name;
}
