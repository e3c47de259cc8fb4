import type { ReactNode } from 'react';
import { useCan } from '../../api/access.ts';
import { useViewer } from '../../api/viewer.ts';
import { useLocale } from '../locale.ts';
import { FormatExample } from './FormatExample.tsx';
import { SettingControl, type ControlProps } from './SettingControl.tsx';
import { SettingFrame } from './SettingFrame.tsx';
import type { SettingsDraft } from './useSettingsDraft.ts';
import { isIdle, sayValue, settled, type Declared, type Settings } from './values.ts';

interface SettingRowProps {
  declared: Declared;
  settings: Settings;
  draft: SettingsDraft;
  currency: string;
  /** What it says where nobody set a value. */
  notSet?: string;
  /** An input of the page's own. */
  control?: (props: ControlProps) => ReactNode;
}

/** One setting in its frame: its input, where it comes from, the way back to inheriting. */
export function SettingRow({
  declared,
  settings,
  draft,
  currency,
  notSet,
  control: Control = SettingControl,
}: SettingRowProps) {
  const locale = useLocale();
  const mayWrite = useCan('settings:write');
  const today = useViewer()?.today ?? '';
  const { key, setting, words } = declared;
  const change = draft.changes[key];
  const emptied = change !== undefined && settled(setting, change) === null;
  const value = change === '' ? '' : (draft.values[key] ?? null);
  const above = draft.inheritedOf(key);
  const error = draft.fields[key];
  return (
    <SettingFrame
      label={words.label}
      help={words.help}
      idle={isIdle(words, draft.values)}
      provenance={settings.provenance.find((each) => each.key === key)}
      change={emptied ? null : change}
      along={draft.along[key]}
      inherited={sayValue(declared, above, currency, locale)}
      {...(notSet ? { builtIn: value ? (words.builtIn ?? notSet) : notSet } : {})}
      mayWrite={mayWrite}
      error={error}
      note={
        setting.shape.kind === 'number-format' && (
          <FormatExample format={String(value)} today={today} />
        )
      }
      onChange={(next) => draft.change(key, next)}
    >
      {(ids) => (
        <Control
          declared={declared}
          value={value}
          fixed={setting.addsUp && Array.isArray(above) ? above.map(String) : []}
          placeholder={
            setting.shape.kind === 'text' && typeof above === 'string' && above
              ? above
              : (words.placeholder ?? '')
          }
          untouched={change === undefined}
          currency={currency}
          error={error !== undefined}
          disabled={!mayWrite}
          {...ids}
          onChange={(next) => draft.change(key, next)}
        />
      )}
    </SettingFrame>
  );
}
