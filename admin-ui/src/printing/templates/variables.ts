import type { TemplateVariablesQuery } from '../../generated/graphql.ts';

export type Variable = TemplateVariablesQuery['templateVariables'][number];

const money =
  /(?:^|\.|\])(?:net|tax|total|paid|due|rest|opening|closing|debits|credits|debit|credit|balance|amount|unitPrice)$/;
const date = /(?:^|\.|\])(?:date|dueDate|from|to|periodFrom|periodTo)$/;
const percent = /(?:^|\.|\])(?:percent|taxPercent)$/;

/**
 * The name by which a variable is written where it belongs: entries of a list by theirs alone,
 * inside its {{#each}}.
 */
function spelled(path: string): string {
  return path.replace(/^.*\[\]\.?/, '') || 'this';
}

/** What a click on a variable writes: printed the way such values are. */
export function insertionOf({ path, list }: Variable): string {
  if (list) return `{{#each ${spelled(path)}}}\n  \n{{/each}}`;
  const name = spelled(path).replace('<key>', 'key');
  if (money.test(path))
    return path.startsWith('document.')
      ? `{{money ${name} document.currency}}`
      : `{{money ${name}}}`;
  if (date.test(path)) return `{{date ${name}}}`;
  if (percent.test(path)) return `{{percent ${name}}}`;
  return `{{${name}}}`;
}

export interface VariableGroup {
  title: string;
  /** Where these can be written; absent: anywhere. */
  inside?: string;
  variables: Variable[];
}

/** By what they are about, in the server's order: document, customer, company; the entries of each list apart. */
export function grouped(variables: readonly Variable[]): VariableGroup[] {
  const groups = new Map<string, VariableGroup>();
  for (const variable of variables) {
    const list = /^(.*)\[\]/.exec(variable.path)?.[1];
    const title = list
      ? `Entries of ${list}`
      : variable.path.includes('.')
        ? variable.path.slice(0, variable.path.indexOf('.'))
        : 'Also';
    const group = groups.get(title) ?? {
      title,
      ...(list ? { inside: `{{#each ${list}}}` } : {}),
      variables: [],
    };
    group.variables.push(variable);
    groups.set(title, group);
  }
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

const order = ['document', 'customer', 'company', 'partner', 'payment', 'Also'];
const rank = ({ title, inside }: VariableGroup): number =>
  inside ? order.length : order.indexOf(title) + 1 || order.length - 1;
