import { useSearchParams } from 'react-router-dom';
import type { DashboardKind } from '../generated/graphql.ts';

/** What the page shows of all that it could; kept in its address. */
export interface Shown {
  kind: DashboardKind;
  /** The first day of a month; null: the one that it is. */
  month: string | null;
  /** null: the partner's own. */
  currency: string | null;
  below: boolean;
  choose: (next: Partial<Omit<Shown, 'choose'>>) => void;
}

const KINDS: readonly DashboardKind[] = ['GENERAL', 'FINANCE', 'RESELLER'];
const MONTH = /^\d{4}-\d{2}-01$/;

export function useShown(open: readonly DashboardKind[]): Shown {
  const [params, setParams] = useSearchParams();
  const asked = KINDS.find((kind) => kind === params.get('board'));
  const kind = asked && open.includes(asked) ? asked : 'GENERAL';
  const month = params.get('month');
  return {
    kind,
    month: month && MONTH.test(month) ? month : null,
    currency: params.get('currency'),
    below: params.get('below') !== 'no',
    choose: (next) =>
      setParams(
        (now) => {
          const set = (name: string, value: string | null | undefined) => {
            if (value === undefined) return;
            if (value === null) now.delete(name);
            else now.set(name, value);
          };
          set('board', next.kind && (next.kind === 'GENERAL' ? null : next.kind));
          set('month', next.month);
          set('currency', next.currency);
          if (next.below !== undefined) set('below', next.below ? null : 'no');
          return now;
        },
        { replace: true },
      ),
  };
}
