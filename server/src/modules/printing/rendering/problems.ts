import { last } from '../../../platform/must.ts';

/** What is wrong with a template, and where. */
export interface TemplateProblem {
  line: number;
  column: number;
  problem: string;
}
export function problemText({ line, column, problem }: TemplateProblem): string {
  return `line ${line}, column ${column}: ${problem}`;
}

/** Line and column of a place, both from 1. */
export function placeOf(source: string, index: number): { line: number; column: number } {
  const before = source.slice(0, index).split('\n');
  return { line: before.length, column: last(before).length + 1 };
}
