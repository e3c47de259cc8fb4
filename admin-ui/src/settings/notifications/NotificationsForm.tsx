import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Box, Button, Card, CardContent, Snackbar, Typography } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError, request } from '../../api/client.ts';
import { sayError } from '../../api/errors.ts';
import { LeaveGuard, SaveBar, useCan, useLocale } from '../../kit/index.ts';
import { SettingFrame } from '../SettingFrame.tsx';
import {
  asInput,
  asValue,
  sameValue,
  undoOf,
  updateNotificationSettingsDocument,
  withChanges,
  type Changes,
  type NotificationSettings,
  type SettingKey,
  type SettingValue,
  type Values,
} from './api.ts';
import { Control } from './Control.tsx';
import { sayWhat, sayWhen } from './effect.ts';
import { sayValue, sections, type Field, type Section } from './fields.ts';
import { WeekStrip } from './WeekStrip.tsx';

/** The settings that inherit one by one, each section with its effect in words; changes are gathered and saved together. */
export function NotificationsForm({ settings }: { settings: NotificationSettings }) {
  const client = useQueryClient();
  const { partner } = settings;
  const [changes, setChanges] = useState<Changes>({});
  const [undo, setUndo] = useState<Changes | null>(null);
  const save = useMutation({
    mutationFn: (wanted: Changes) =>
      request(updateNotificationSettingsDocument, {
        partnerId: partner.id,
        input: asInput(wanted),
      }),
    onSuccess: async (_, wanted) => {
      setUndo(undoOf(settings, wanted));
      // Partners below inherit, and their pages may lie in the cache.
      await client.invalidateQueries({ queryKey: ['notification-settings'] });
      setChanges({});
    },
  });
  const values = withChanges(settings, changes);
  const fields = save.error instanceof ApiError ? save.error.fields : {};
  const count = Object.keys(changes).length;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (save.error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [save.error]);

  function change(key: SettingKey, value: SettingValue | undefined): void {
    setUndo(null);
    setChanges((before) => {
      const { [key]: _, ...others } = before;
      const untouched =
        value === undefined ||
        (value !== null && sameValue(value === '' ? null : value, settings[key]));
      return untouched ? others : { ...others, [key]: value };
    });
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (count > 0) save.mutate(changes);
  }

  return (
    <Box
      component="form"
      ref={form}
      onSubmit={submit}
      noValidate
      aria-label={`Notification settings of ${partner.name}`}
      sx={{ display: 'grid', gap: 2 }}
    >
      {sections.map((section) => (
        <Card key={section.id} component="section" aria-labelledby={`section-${section.id}`}>
          <CardContent sx={{ paddingBlockEnd: '6px !important' }}>
            <Typography variant="h2" id={`section-${section.id}`}>
              {section.title}
            </Typography>
            <Effect
              section={section}
              values={values}
              changed={section.fields.some(({ key }) => key in changes)}
              timeZone={partner.timeZone}
            />
            {section.fields.map((field) => (
              <Row
                key={field.key}
                field={field}
                settings={settings}
                values={values}
                change={changes[field.key]}
                error={fields[field.key]}
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
          error={save.error && Object.keys(fields).length === 0 ? sayError(save.error) : null}
          busy={save.isPending}
          onDiscard={() => {
            setChanges({});
            save.reset();
          }}
        >
          {partner.childCount > 0
            ? `They hold for ${partner.name} and for partners below that set nothing of their own.`
            : `They hold for ${partner.name}.`}{' '}
          Messages that wait already do not go earlier for it.
        </SaveBar>
      )}
      <Snackbar
        open={undo !== null}
        autoHideDuration={10_000}
        onClose={(_, reason) => reason !== 'clickaway' && setUndo(null)}
        message="Settings saved"
        action={
          <Button
            size="small"
            sx={{ color: 'inherit' }}
            onClick={() => {
              if (undo) save.mutate(undo);
              setUndo(null);
            }}
          >
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

interface RowProps {
  field: Field;
  settings: NotificationSettings;
  values: Values;
  change: SettingValue | undefined;
  error: string | undefined;
  onChange: (value: SettingValue | undefined) => void;
}

function Row({ field, settings, values, change, error, onChange }: RowProps) {
  const locale = useLocale();
  const mayWrite = useCan('settings:write');
  const provenance = settings.provenance.find((each) => each.key === field.key);
  const inherited = sayValue(field, provenance ? asValue(provenance.inheritedValue) : null, locale);
  return (
    <SettingFrame
      label={field.label}
      help={field.help}
      idle={field.onlyIf ? !field.onlyIf(values) : false}
      provenance={provenance}
      change={change === '' ? null : change}
      inherited={inherited}
      mayWrite={mayWrite}
      error={error}
      onChange={onChange}
    >
      {(ids) => (
        <Control
          field={field}
          value={change === '' ? '' : values[field.key]}
          placeholder={inherited}
          error={error}
          disabled={!mayWrite}
          {...ids}
          onChange={onChange}
        />
      )}
    </SettingFrame>
  );
}

/** What a section's settings come to, in words, and for the hours as a picture. */
function Effect({
  section,
  values,
  changed,
  timeZone,
}: {
  section: Section;
  values: Values;
  changed: boolean;
  timeZone: string;
}) {
  const locale = useLocale();
  const text =
    section.id === 'what'
      ? sayWhat(values)
      : section.id === 'when'
        ? sayWhen(values, locale)
        : null;
  if (!text) return <Box sx={{ height: 8 }} />;
  return (
    <>
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
      {section.id === 'when' && <WeekStrip values={values} timeZone={timeZone} />}
    </>
  );
}
