import { useState } from 'react';
import { Box, Button, Card } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request } from '../../api/client.ts';
import type { CustomerBillingInput, CustomerDetailFragment } from '../../generated/graphql.ts';
import { useCan, useLocale } from '../../kit/index.ts';
import { InheritedSettingsQuery, UpdateCustomerBilling } from '../api.ts';
import { FormError } from '../../kit/form/FormError.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { BillingEffect } from './BillingEffect.tsx';
import { SettingEditor } from './SettingEditor.tsx';
import { sayValue } from '../../kit/settings/values.ts';
import {
  movesBills,
  sayEffect,
  settingsOf,
  toInput,
  type Inherited,
  type Setting,
} from './settings.ts';

/** Each setting with where it comes from; what is set here can go back to what the partner says. */
export function BillingSettings({ customer }: { customer: CustomerDetailFragment }) {
  const locale = useLocale();
  const maySee = useCan('settings:read');
  const inherited = useQuery({
    queryKey: ['settings', 'for-customers', customer.partner.id],
    queryFn: async () =>
      (await request(InheritedSettingsQuery, { partnerId: customer.partner.id })).financeSettings,
    enabled: maySee,
  });
  return (
    <Card sx={{ maxWidth: 860 }}>
      <Box role="status" sx={{ padding: 2, borderBlockEnd: '1px solid', borderColor: 'divider' }}>
        {sayEffect(customer, locale)}
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {settingsOf(customer).map((setting) => (
          <SettingRow
            key={setting.key}
            setting={setting}
            customer={customer}
            inherited={inherited.data ?? null}
          />
        ))}
      </Box>
    </Card>
  );
}

interface SettingRowProps {
  setting: Setting;
  customer: CustomerDetailFragment;
  inherited: Inherited | null;
}

function SettingRow({ setting, customer, inherited }: SettingRowProps) {
  const locale = useLocale();
  const notify = useNotify();
  const client = useQueryClient();
  const mayEdit = useCan('customers:write');
  const [editing, setEditing] = useState(false);
  const [resetting, setResetting] = useState(false);
  const submission = useSubmit();
  const own = customer.billing.overridden.includes(setting.key);
  const value = customer.billing[setting.key] ?? (setting.words.options ? 0 : '');

  const save = async (input: CustomerBillingInput, said: string) => {
    const done = await submission.submit(async () => {
      await request(UpdateCustomerBilling, { customerId: customer.id, input });
      notify(said, { type: 'success' });
      await client.invalidateQueries({ queryKey: ['customers'] });
    });
    if (!done) return;
    setEditing(false);
    setResetting(false);
  };
  const reset = () =>
    void save(
      { [setting.key]: null },
      `${setting.words.label} follows ${customer.partner.name} again.`,
    );

  return (
    <Box
      component="li"
      sx={{
        padding: 2,
        borderBlockEnd: '1px solid',
        borderColor: 'divider',
        '&:last-of-type': { borderBlockEnd: 0 },
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: { xs: '1fr', sm: 'minmax(0, 1.2fr) minmax(0, 1fr) auto' },
        alignItems: 'start',
      }}
    >
      <Box>
        <Box sx={{ fontWeight: 600 }}>{setting.words.label}</Box>
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', maxWidth: '44ch' }}>
          {setting.words.help}
        </Box>
      </Box>
      {editing ? (
        <Box sx={{ gridColumn: { sm: '2 / -1' } }}>
          <SettingEditor
            setting={setting}
            value={value}
            currency={customer.currency}
            submission={submission}
            onSave={(text) =>
              void save(
                toInput(setting, text),
                `${setting.words.label} is set for ${customer.name}.`,
              )
            }
            {...(movesBills(setting) && {
              effect: (text: string) => (
                <BillingEffect customer={customer} input={toInput(setting, text)} />
              ),
            })}
            onCancel={() => {
              submission.reset();
              setEditing(false);
            }}
          />
        </Box>
      ) : resetting ? (
        <Box sx={{ gridColumn: { sm: '2 / -1' }, display: 'grid', gap: 1 }}>
          <BillingEffect customer={customer} input={{ [setting.key]: null }} />
          <FormError error={submission.error} failure="It was not reset." />
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            <Button variant="contained" disabled={submission.busy} onClick={reset}>
              Follow {customer.partner.name} again
            </Button>
            <Button disabled={submission.busy} onClick={() => setResetting(false)}>
              Cancel
            </Button>
          </Box>
        </Box>
      ) : (
        <>
          <Box sx={{ fontVariantNumeric: 'tabular-nums' }}>
            <Box>{sayValue(setting, value, customer.currency, locale)}</Box>
            <Origin own={own} setting={setting} inherited={inherited} customer={customer} />
            <FormError error={submission.error} failure="It was not reset." />
          </Box>
          {mayEdit && (
            <Box sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap' }}>
              {own && (
                <Button
                  size="small"
                  disabled={submission.busy}
                  aria-label={`Reset ${setting.words.label}`}
                  onClick={() => (movesBills(setting) ? setResetting(true) : reset())}
                >
                  Reset
                </Button>
              )}
              <Button
                size="small"
                aria-label={`Change ${setting.words.label}`}
                onClick={() => setEditing(true)}
              >
                Change
              </Button>
            </Box>
          )}
        </>
      )}
    </Box>
  );
}

function Origin({
  own,
  setting,
  inherited,
  customer,
}: {
  own: boolean;
  setting: Setting;
  inherited: Inherited | null;
  customer: CustomerDetailFragment;
}) {
  const locale = useLocale();
  const small = { color: 'text.secondary', fontSize: '0.8125rem' } as const;
  if (!own) return <Box sx={small}>from {customer.partner.name}</Box>;
  const fromCreation = setting.key === 'billingDay' && inherited?.billingDayFromCreation;
  const would =
    inherited &&
    (fromCreation
      ? 'the day the customer was created'
      : sayValue(setting, inherited[setting.key], customer.currency, locale));
  return (
    <Box sx={small}>
      <Box component="span" sx={{ color: 'primary.main', fontWeight: 600 }}>
        set for this customer
      </Box>
      {would && ` · ${customer.partner.name} says ${would}`}
    </Box>
  );
}
