import { Suspense, useState, type ComponentType, type ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Permission } from '../../api/access.ts';
import { useViewer } from '../../api/viewer.ts';
import type { Slot } from './slots.ts';
import { useSlot } from './useSlot.ts';

/** Something that can be done with a record from its page. */
export interface RecordAction<Of> {
  /** Where it stands among the others, smallest first. */
  place: number;
  label: string | ((permissions: readonly string[]) => string);
  /** All that it takes. */
  needs: readonly Permission[];
  suits?: (record: Of) => boolean;
  /** Why it cannot be done now; a hook. It stands in the menu then, and cannot be chosen. */
  kept?: { use: (record: Of, wanted: boolean) => string | null | undefined };
  /** A button of its own, and not an entry in the menu. */
  main?: boolean;
  /** Leads to a page, or opens a dialog. */
  does: { to: (record: Of) => string } | { Dialog: ComponentType<ActionDialogProps<Of>> };
}

/** What an action's dialog is about. */
export interface ActionDialogProps<Of> {
  record: Of;
  onClose: () => void;
}

interface Doable {
  label: string;
  main: boolean;
  kept: string | null;
  run: () => void;
}

/** What all modules let the viewer do with a record, and the dialog that is open. */
export function useActions<Of>(
  from: Slot<RecordAction<Of>>,
  record: Of,
  opened = true,
): { actions: Doable[]; dialog: ReactNode } {
  const permissions = useViewer()?.permissions ?? [];
  const navigate = useNavigate();
  const [open, setOpen] = useState<{ Dialog: ComponentType<ActionDialogProps<Of>> } | null>(null);
  const parts = useSlot(from);
  const kept = new Map<RecordAction<Of>, string | null>();
  // The parts never change, so that their hooks run in one order.
  for (const part of parts) if (part.kept) kept.set(part, part.kept.use(record, opened) ?? null);
  const actions = parts
    .filter(
      ({ needs, suits }) =>
        needs.every((need) => permissions.includes(need)) && (suits?.(record) ?? true),
    )
    .sort((a, b) => a.place - b.place)
    .map((part) => ({ ...part, kept: kept.get(part) ?? null }))
    .map(({ label, main = false, kept: why, does }) => ({
      kept: why,
      label: typeof label === 'string' ? label : label(permissions),
      main,
      run: () => ('to' in does ? void navigate(does.to(record)) : setOpen(does)),
    }));
  return {
    actions,
    dialog: open && (
      <Suspense fallback={null}>
        <open.Dialog record={record} onClose={() => setOpen(null)} />
      </Suspense>
    ),
  };
}
