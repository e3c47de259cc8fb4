import { last } from '../../platform/must.ts';

const LISTS = ['lines', 'taxes', 'payments', 'credits', 'allocations', 'invoices', 'entries'];
/** Whether a template may print custom fields: by their name, or by walking an object that has them. */
export function mayPrintFields(source: string): boolean {
  return (
    source.includes('customFields') ||
    [...source.matchAll(/\beach\s+([^\s}|]+)/g)].some(
      ([, path]) => !LISTS.includes(last(path.split(/[./]/))),
    )
  );
}
