import { useEffect, useRef, type FormEvent } from 'react';
import { Box, Button, Card, CardContent, Snackbar, Typography } from '@mui/material';
import { formatNumber } from '@backhaul/design';
import { sayError } from '../api/errors.ts';
import { LeaveGuard, SaveBar, useCan, useLocale } from '../kit/index.ts';
import { effectOf } from './effect.ts';
import { sections } from './financeFields.ts';
import type { FinanceSettings } from './financeSettings.ts';
import { SettingRow } from './SettingRow.tsx';
import { useFinanceDraft } from './useFinanceDraft.ts';

/** The settings in sections, each with its effect in words; changes are gathered and saved together. */
export function FinanceSettingsForm({ settings }: { settings: FinanceSettings }) {
  const locale = useLocale();
  const mayWrite = useCan('settings:write');
  const { changes, values, count, change, discard, save, saving, error, fields, undo, forget } =
    useFinanceDraft(settings);

  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // The refused field may be far from the button that was pressed.
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (count > 0) save();
  }

  return (
    <Box
      component="form"
      ref={form}
      onSubmit={submit}
      noValidate
      aria-label={`Finance settings of ${settings.partner.name}`}
      sx={{ display: 'grid', gap: 2 }}
    >
      {sections.map((section) => (
        <Card key={section.id} component="section" aria-labelledby={`section-${section.id}`}>
          <CardContent sx={{ paddingBlockEnd: '6px !important' }}>
            <Typography variant="h2" id={`section-${section.id}`}>
              {section.title}
            </Typography>
            <Effect
              text={effectOf(section.id, values, settings.partner.currency, locale)}
              changed={section.fields.some(({ key }) => key in changes)}
            />
            {section.fields.map((field) => (
              <SettingRow
                key={field.key}
                field={field}
                settings={settings}
                value={values[field.key]}
                change={changes[field.key]}
                error={fields[field.key]}
                idle={field.onlyIf ? !field.onlyIf(values) : false}
                mayWrite={mayWrite}
                onChange={(value) => change(field.key, value)}
              />
            ))}
          </CardContent>
        </Card>
      ))}
      {count > 0 && (
        <SaveBar
          save="Save settings"
          count={count}
          error={error && Object.keys(fields).length === 0 ? sayError(error) : null}
          busy={saving}
          onDiscard={discard}
        >
          {sayAffected(settings.customersAffected, locale)}
        </SaveBar>
      )}
      <Snackbar
        open={undo !== null}
        autoHideDuration={10_000}
        onClose={(_, reason) => reason !== 'clickaway' && forget()}
        message="Settings saved"
        action={
          <Button size="small" sx={{ color: 'inherit' }} onClick={() => undo?.()}>
            Undo
          </Button>
        }
      />
      <LeaveGuard
        when={count > 0}
        words="The settings you changed are not saved yet. Leave anyway?"
      />
    </Box>
  );
}

function Effect({ text, changed }: { text: string | null; changed: boolean }) {
  if (!text) return <Box sx={{ height: 8 }} />;
  return (
    <Typography
      role="status"
      sx={{
        marginBlock: 1,
        paddingInline: 1.5,
        paddingBlock: 1,
        borderRadius: 1,
        backgroundColor: changed ? 'primary.light' : 'action.hover',
        maxWidth: 'fit-content',
      }}
    >
      {text}
    </Typography>
  );
}

/** Whom a change will touch. */
function sayAffected(customers: number, locale: string): string {
  if (customers === 0) return 'No customer inherits from here.';
  return `${formatNumber(customers, locale)} ${customers === 1 ? 'customer inherits' : 'customers inherit'} from here and will follow, unless a value is set closer to them.`;
}
