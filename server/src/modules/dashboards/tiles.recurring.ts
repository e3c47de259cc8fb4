// What recurs, and how it moved: of 24 months, each with its opening, its movements and its closing.
import {
  closingOf,
  grossChurn,
  growth,
  netChurn,
  netRetention,
  quickRatio,
  ratio,
  type Flows,
  type MovementKind,
} from '@backhaul/domain/figures/movements';
import { percentOf } from '@backhaul/domain/figures/percent';
import { add, fromInt, sub, type Fraction } from '@backhaul/domain/money/fraction';
import { addDays, minDate, type LocalDate } from '@backhaul/domain/time/calendar';
import type { Days } from '@backhaul/domain/time/keptPeriods';
import { last } from '../../platform/must.ts';
import { monthsUpTo, type Frame } from './frame.ts';
import { countOf, netOf } from './figures.ts';
import type { Asked, Kept } from './figures.store.ts';
import {
  amountOf,
  exactTile,
  linkTo,
  percentTile,
  ratioTile,
  reportTo,
  type NeededTile,
} from './tile.ts';

type Sums = Readonly<Record<string, readonly Kept[]>>;

const MONTHS = 24;
const KINDS = [
  ['NEW', 'new'],
  ['EXPANSION', 'expansion'],
  ['REACTIVATION', 'reactivation'],
  ['CONTRACTION', 'contraction'],
  ['CHURN', 'churn'],
] as const satisfies readonly (readonly [MovementKind, keyof Flows])[];
const NEED = 'services:read';

/** Both sums of a figure: of customers who say themselves that they are billed, and of the others. */
function bothOf(
  frame: Frame,
  name: string,
  figure: 'RECURRING' | `MRR_${MovementKind | 'LOST'}`,
  days: Days,
): [string, Asked][] {
  return [
    [`${name} own`, { figure, of: frame.whole, ...days }],
    [`${name} inherited`, { figure: `${figure}_INHERITED`, of: frame.billed, ...days }],
  ];
}

/** The days that are told apart: each of the months as far as it is, and what this one is compared with. */
function spansOf(frame: Frame): Map<string, Days & { from: LocalDate; before: LocalDate }> {
  const months = monthsUpTo(frame.month, MONTHS);
  const spans = months.map((from, i) => ({
    from,
    before: months[i + 1] ?? frame.sofar.before,
  }));
  return new Map([...spans.map((span) => [span.from, span] as const), ['prior', frame.prior]]);
}

export function recurringAsked(frame: Frame): Record<string, Asked> {
  const spans = spansOf(frame);
  const first = monthsUpTo(frame.month, MONTHS)[0];
  return Object.fromEntries([
    ...bothOf(frame, 'base', 'RECURRING', { from: null, before: first }),
    ...[...spans].flatMap(([name, days]) => [
      ...bothOf(frame, `${name} moved`, 'RECURRING', days),
      ...bothOf(frame, `${name} LOST`, 'MRR_LOST', days),
      ...KINDS.flatMap(([kind]) => bothOf(frame, `${name} ${kind}`, `MRR_${kind}`, days)),
    ]),
  ]);
}

/** A span of days with what it began with. */
interface Told {
  at: LocalDate;
  flows: Flows;
  kinds: { kind: MovementKind; amount: Fraction; n: number }[];
  opening: number;
  closing: number;
  lost: number;
}

function tellSpans(frame: Frame, sums: Sums): Map<string, Told> {
  const net = (name: string) => add(netOf(sums[`${name} own`]), netOf(sums[`${name} inherited`]));
  const count = (name: string) => countOf(sums[`${name} own`]) + countOf(sums[`${name} inherited`]);
  const told = new Map<string, Told>();
  let [opening, customers] = [net('base'), count('base')];
  const tell = (name: string, before: LocalDate) => {
    const kinds = KINDS.map(([kind]) => ({
      kind,
      amount: net(`${name} ${kind}`),
      n: count(`${name} ${kind}`),
    }));
    const flows = Object.fromEntries([
      ['opening', opening],
      ...KINDS.map(([, key], i) => [key, kinds[i].amount] as const),
    ]) as unknown as Flows;
    const closing = customers + count(`${name} moved`);
    const at = minDate(addDays(before, -1), frame.area.today);
    told.set(name, { at, flows, kinds, opening: customers, closing, lost: count(`${name} LOST`) });
    return { closing, net: add(opening, net(`${name} moved`)) };
  };
  for (const [name, { from, before }] of spansOf(frame)) {
    if (name === 'prior') continue;
    // what the month is compared with begins as the month before it does
    if (from === frame.prior.from) tell('prior', frame.prior.before);
    const end = tell(name, before);
    [opening, customers] = [end.net, end.closing];
  }
  return told;
}

export function recurringTiles(frame: Frame, sums: Sums): NeededTile[] {
  const spans = tellSpans(frame, sums);
  const prior = spans.get('prior');
  const months = [...spans].filter(([name]) => name !== 'prior').map(([, told]) => told);
  const now = last(months);
  const pair = <T>(of: (told: Told) => T): [T, T | null] => [of(now), prior ? of(prior) : null];
  const money = (of: (told: Told) => Fraction | null) =>
    months.flatMap((told) => {
      const value = of(told);
      return value ? [{ at: told.at, value: amountOf(frame, value) }] : [];
    });
  // in its total stand the two that a ratio is made of
  const parts = reportTo(frame, 'CHURN', frame.sofar);
  const share = (key: string, of: (told: Told) => Fraction | null, more: object = {}) =>
    percentTile(key, pair(of), {
      need: NEED,
      link: parts,
      series: months.flatMap((told) => {
        const value = percentOf(of(told));
        return value === null ? [] : [{ at: told.at, value }];
      }),
      ...more,
    });
  const mrrOf = ({ flows }: Told) => closingOf(flows);
  const arpuOf = (told: Told) => ratio(mrrOf(told), fromInt(told.closing));
  const brought = now.flows.opening;
  return [
    exactTile(frame, 'mrr', [mrrOf(now), brought], {
      need: NEED,
      count: now.closing,
      series: money(mrrOf),
      link: linkTo(frame, 'services', { activeOn: now.at }),
    }),
    movementsTile(frame, now, prior, months),
    share('growth', ({ flows }) => growth(flows)),
    exactTile(frame, 'arpu', [arpuOf(now), ratio(brought, fromInt(now.opening))], {
      need: NEED,
      count: now.closing,
      series: money(arpuOf),
      link: parts,
    }),
    share('churn', ({ lost, opening }) => ratio(fromInt(lost), fromInt(opening)), {
      count: now.lost,
    }),
    share('grossChurn', ({ flows }) => grossChurn(flows)),
    share('netChurn', ({ flows }) => netChurn(flows)),
    share('retention', ({ flows }) => netRetention(flows)),
    ratioTile(
      'quickRatio',
      pair(({ flows }) => quickRatio(flows)),
      { need: NEED, link: parts },
    ),
  ];
}

function movementsTile(
  frame: Frame,
  now: Told,
  prior: Told | undefined,
  months: readonly Told[],
): NeededTile {
  const movedIn = ({ flows }: Told) => sub(closingOf(flows), flows.opening);
  const days = { from: frame.sofar.from, to: addDays(frame.sofar.before, -1) };
  return exactTile(frame, 'mrrMovements', [movedIn(now), prior ? movedIn(prior) : null], {
    need: 'metrics:read',
    count: now.kinds.reduce((all, { n }) => all + n, 0),
    series: months.map((told) => ({ at: told.at, value: amountOf(frame, movedIn(told)) })),
    rows: now.kinds.map(({ kind, amount, n }) => ({
      label: kind,
      value: amountOf(frame, amount),
      count: n,
      link: linkTo(frame, 'mrrMovements', { ...days, kinds: [kind] }),
    })),
    link: linkTo(frame, 'mrrMovements', days),
  });
}
