import type { ReportShape } from '@backhaul/domain/reports/kinds';
import type { Permission } from '../../kit/permission.ts';
import { TileUnit, type ListLinkType } from '../dashboards/index.ts';
import type { Asked, Grouping } from './asked.ts';
import type { Params } from './params.ts';

/** What a report adds up: a column `m_<key>` of its facts, in minor units of money. */
export interface Measure {
  key: string;
  label: string;
  unit: TileUnit;
  /** Not a column: only what is said of the report needs it. */
  silent?: boolean;
  /** How something stands: in the total alone, since rows hold what has a movement in the days. */
  standing?: boolean;
  /** Not summed, but one sum as a share of another: the keys of both. */
  share?: readonly [part: string, whole: string];
}

/** The measures that are sums of facts, in their order. */
export const summed = (measures: readonly Measure[]): Measure[] =>
  measures.filter(({ share }) => !share);

export const money = (key: string, label: string, more?: Partial<Measure>): Measure => ({
  key,
  label,
  unit: TileUnit.MONEY,
  ...more,
});

/** What a cell is of: the keys of its groupings; null: of none, such as no location. Empty for a total. */
export type Cell = readonly { grouping: Grouping; key: string | null }[];

/** A kind of report whose rows are sums of facts. */
export interface SummedKind {
  /** What reading its lists takes, all of it. */
  need: readonly Permission[];
  shape: ReportShape;
  /** Only who is billed counts. */
  ofBilled?: boolean;
  measures(asked: Asked): readonly Measure[];
  /**
   * Its facts as a `select`: partner_id, customer_id, date and what else its groupings are told by, m_<key> of each
   * measure, and n, which is not zero where a fact makes a row.
   */
  facts(asked: Asked, p: Params): string;
  /** The list that adds up to a measure of a cell, or with null to its row. */
  drill(asked: Asked, cell: Cell, measure: string | null): ListLinkType | null;
  notes(asked: Asked, sums: ReadonlyMap<string, bigint>): string[];
}
