import { useState } from 'react';
import { Box } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNotify, useRefresh } from 'react-admin';
import { formatDate, formatMoney, formatPrice } from '@backhaul/design';
import { countOf, plural } from '@backhaul/domain/text/plural';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { request } from '../api/client.ts';
import { fieldsOf, sayError } from '../api/errors.ts';
import type { PriceScope, TariffPriceEffectQuery } from '../generated/graphql.ts';
import { cleanDecimal, readDecimal } from '../kit/decimal.ts';
import { Choice, Field, MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import { useRested } from '../kit/useRested.ts';
import { changePriceDocument, priceEffectDocument, scopeChoices, type Tariff } from './api.ts';

type Effect = TariffPriceEffectQuery['tariffPriceEffect'];

/** A new price of a tariff, with what it changes before it does. */
export function ChangePriceDialog({ tariff, onClose }: { tariff: Tariff; onClose: () => void }) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const [price, setPrice] = useState('');
  const [from, setFrom] = useState('');
  const [scope, setScope] = useState<PriceScope>('THOSE_AT_THE_OLD_PRICE');
  const complete = readDecimal(price) !== null && (from === '' || isLocalDate(from));
  const input = complete
    ? { tariffId: tariff.id, price: cleanDecimal(price), from: from || null, scope }
    : null;
  const rested = useRested(input);
  const current = JSON.stringify(rested) === JSON.stringify(input) ? rested : null;
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['tariffs', 'price-effect', rested],
    queryFn: async () =>
      rested && (await request(priceEffectDocument, { input: rested })).tariffPriceEffect,
    enabled: rested !== null,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  // what is confirmed is what is shown
  const effect = current && !isFetching && !error ? data : null;
  const refused = current && error ? fieldsOf(error) : {};
  const save = async () => {
    if (!current || !effect) return;
    const { fingerprint } = effect;
    const done = await submission.submit(async () => {
      await request(changePriceDocument, { input: current, fingerprint });
      notify(
        `${tariff.name} costs ${formatPrice(current.price, tariff.currency, locale)}${from ? ` from ${formatDate(from, locale)}` : ' from now on'}.`,
      );
      refresh();
    });
    if (done) onClose();
    else void refetch();
  };
  return (
    <FormDialog
      title={`Change the price of ${tariff.name}`}
      submitLabel={
        effect?.services
          ? `Change it for ${countOf(effect.services, 'service', 'services', locale)}`
          : 'Change price'
      }
      submission={submission}
      onSubmit={() => void save()}
      onClose={onClose}
      disabled={!effect}
      failure="The price was not changed."
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <MoneyField
          name="price"
          label="New price"
          value={price}
          onChange={setPrice}
          currency={tariff.currency}
          errors={{ ...refused, ...submission.fields }}
          help={`Today ${formatPrice(tariff.price, tariff.currency, locale)}`}
          required
          autoFocus
        />
        <Field
          name="from"
          label="From"
          type="date"
          value={from}
          onChange={setFrom}
          errors={{ ...refused, ...submission.fields }}
          help="Empty: for each service from its first period that is not charged yet, for new ones at once."
        />
      </Box>
      <Choice
        name="scope"
        label="For whom"
        value={scope}
        onChange={setScope}
        choices={scopeChoices}
        errors={submission.fields}
        help={about[scope]}
      />
      <Box role="status" aria-busy={isFetching}>
        {!current && 'What it changes is shown here before you confirm it.'}
        {current && error && !Object.keys(refused).length && sayError(error)}
        {effect && <EffectShown effect={effect} tariff={tariff} scope={scope} />}
      </Box>
    </FormDialog>
  );
}

const about: Record<PriceScope, string> = {
  THOSE_AT_THE_OLD_PRICE:
    'Services that follow the tariff, and those whose own price is the old one. Other prices of their own stay.',
  ALL: 'Every service follows the tariff from then on; prices of their own end.',
  NEW_SERVICES_ONLY: 'Services that are there keep what they pay, as a price of their own.',
};

function EffectShown({
  effect,
  tariff,
  scope,
}: {
  effect: Effect;
  tariff: Tariff;
  scope: PriceScope;
}) {
  const locale = useLocale();
  if (effect.services === 0)
    return scope === 'NEW_SERVICES_ONLY'
      ? 'No service changes; new ones get the new price.'
      : 'No service changes its price.';
  const sum = (sums: Effect['monthlyAfter']) =>
    sums.map(({ amount, currency }) => formatMoney(amount, currency, locale)).join(', ');
  return (
    <>
      <strong>{countOf(effect.services, 'service', 'services', locale)}</strong> of{' '}
      {countOf(effect.customers, 'customer', 'customers', locale)}{' '}
      {plural(effect.services, 'changes its price', 'change their price')}. Together{' '}
      {tariff.kind === 'ONE_TIME' ? 'they come' : 'a month they come'} to{' '}
      <strong>{sum(effect.monthlyAfter)}</strong> instead of {sum(effect.monthlyBefore)}
      {tariff.taxRate && !tariff.taxIncluded ? ', without tax' : ''}. Days that are charged stay as
      they are.
    </>
  );
}
