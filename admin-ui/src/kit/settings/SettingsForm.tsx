import { type ReactNode } from 'react';
import { Box, Button, Card, CardContent, Snackbar, Typography } from '@mui/material';
import type { Setting } from '@backhaul/domain/settings/setting';
import type { SettingSection } from '@backhaul/domain/settings/words';
import { sayError } from '../../api/errors.ts';
import { LeaveGuard } from '../form/LeaveGuard.tsx';
import { SaveBar } from '../form/SaveBar.tsx';
import { SentForm } from '../form/SentForm.tsx';
import { RecordFeet } from '../show/RecordFeet.tsx';
import type { MovedAlong } from '../OriginLabel.tsx';
import type { ControlProps } from './SettingControl.tsx';
import { SettingRow } from './SettingRow.tsx';
import type { SettingsDraft } from './useSettingsDraft.ts';
import type { Settings } from './values.ts';

interface SettingsFormProps {
  /** "Finance settings": the form's name is that of its partner. */
  what: string;
  declared: Readonly<Record<string, Setting<unknown>>>;
  sections: readonly SettingSection[];
  settings: Settings;
  draft: SettingsDraft;
  currency?: string;
  /** What a section's settings come to; changed: as they would be. */
  effect?: (section: string, changed: boolean) => ReactNode;
  /** Inputs of the page's own, by setting. */
  controls?: Readonly<Partial<Record<string, (props: ControlProps) => ReactNode>>>;
  notSet?: string;
  /** "Save settings". */
  save: string;
  /** Whom saving will touch. */
  children: ReactNode;
  /** "Settings saved": offers the way back under these words. */
  undone?: string;
  /** "The settings you changed". */
  leaving: string;
}

/** The settings of a family in sections, each with its effect; changes are gathered and saved together. */
export function SettingsForm(props: SettingsFormProps) {
  const { settings, draft } = props;
  return (
    <SentForm
      onSubmit={() => {
        if (draft.count > 0) draft.save();
      }}
      fields={draft.fields}
      aria-label={`${props.what} of ${settings.partner.name}`}
      sx={{ display: 'grid', gap: 2, minWidth: 0 }}
    >
      {props.sections.map((section) => (
        <SectionCard key={section.id} section={section} {...props} />
      ))}
      <RecordFeet kind={props.what} id={settings.partner.id} />
      {draft.count > 0 && (
        <SaveBar
          save={props.save}
          count={draft.count}
          error={
            draft.error && Object.keys(draft.fields).length === 0 ? sayError(draft.error) : null
          }
          busy={draft.saving}
          onDiscard={draft.discard}
        >
          <AlongNote sections={props.sections} draft={draft} />
          {props.children}
        </SaveBar>
      )}
      {props.undone && (
        <Snackbar
          open={draft.undo !== null}
          autoHideDuration={10_000}
          onClose={(_, reason) => reason !== 'clickaway' && draft.forget()}
          message={props.undone}
          action={
            <Button size="small" sx={{ color: 'inherit' }} onClick={() => draft.undo?.()}>
              Undo
            </Button>
          }
        />
      )}
      <LeaveGuard
        when={draft.count > 0}
        words={`${props.leaving} are not saved yet. Leave anyway?`}
      />
    </SentForm>
  );
}

/** What saving does beyond what was typed: said before it is done. */
function AlongNote({ sections, draft }: Pick<SettingsFormProps, 'sections' | 'draft'>) {
  const labels = new Map(
    sections.flatMap(({ settings }) =>
      Object.entries(settings).map(([key, { label }]) => [key, label] as const),
    ),
  );
  const named = (along: MovedAlong) =>
    Object.keys(draft.along)
      .filter((key) => draft.along[key] === along)
      .map((key) => labels.get(key) ?? key);
  const [lost, back] = [named('LOST'), named('BACK')];
  return (
    <>
      {lost.length > 0 && (
        <Box sx={{ marginBlock: 0.5 }}>
          No longer inherited once this is saved: <strong>{lost.join(', ')}</strong>. Fill in here
          what shall be shown.
        </Box>
      )}
      {back.length > 0 && (
        <Box sx={{ marginBlock: 0.5 }}>
          Inherited again: <strong>{back.join(', ')}</strong>.
        </Box>
      )}
    </>
  );
}

function SectionCard({
  section,
  declared,
  settings,
  draft,
  currency = '',
  effect,
  controls = {},
  notSet,
}: SettingsFormProps & { section: SettingSection }) {
  const keys = Object.keys(section.settings);
  const changed = keys.some((key) => key in draft.changes);
  return (
    <Card component="section" aria-labelledby={`section-${section.id}`}>
      <CardContent sx={{ paddingBlockEnd: '6px !important' }}>
        <Typography variant="h2" id={`section-${section.id}`}>
          {section.title}
        </Typography>
        {section.about ? (
          <Typography sx={{ color: 'text.secondary', marginBlockEnd: 1 }}>
            {section.about}
          </Typography>
        ) : (
          (effect?.(section.id, changed) ?? <Box sx={{ height: 8 }} />)
        )}
        {Object.entries(section.settings).map(([key, words]) => {
          const setting = declared[key];
          const control = controls[key];
          return (
            setting && (
              <SettingRow
                key={key}
                declared={{ key, setting, words }}
                settings={settings}
                draft={draft}
                currency={currency}
                {...(notSet ? { notSet } : {})}
                {...(control ? { control } : {})}
              />
            )
          );
        })}
      </CardContent>
    </Card>
  );
}

/** What a section's settings come to, in words. */
export function SettingsEffect({ text, changed }: { text: string; changed: boolean }) {
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
