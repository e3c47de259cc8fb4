import type { PartnersDueQuery } from '../generated/graphql.ts';

type PartnerDue = PartnersDueQuery['partnersDue'][number];

export interface TreeNode {
  id: string;
  name: string;
  number: number;
  /** Of the partner alone. */
  due: number;
  /** Of the partner and everything below it. */
  dueBelow: number;
  children: TreeNode[];
}

/** The partners as a tree. One whose parent lies outside what the viewer sees is a root. */
export function buildTree(rows: readonly PartnerDue[]): TreeNode[] {
  const nodes = new Map(
    rows.map(({ partner, customersDue }) => [
      partner.id,
      {
        id: partner.id,
        name: partner.name,
        number: partner.number,
        due: customersDue,
        dueBelow: customersDue,
        children: [],
      } as TreeNode,
    ]),
  );
  const roots: TreeNode[] = [];
  for (const { partner } of rows) {
    const node = nodes.get(partner.id);
    const parent = partner.parent ? nodes.get(partner.parent.id) : undefined;
    if (node) (parent?.children ?? roots).push(node);
  }
  roots.forEach(addUpDue);
  return roots;
}

function addUpDue(node: TreeNode): number {
  node.children.sort((a, b) => a.name.localeCompare(b.name));
  node.dueBelow = node.due + node.children.reduce((sum, child) => sum + addUpDue(child), 0);
  return node.dueBelow;
}

export interface VisibleNode {
  node: TreeNode;
  level: number;
  /** Is in the run because a partner above it is chosen with everything below. */
  covered: boolean;
}

interface ViewOptions {
  chosen: ReadonlySet<string>;
  withDescendants: boolean;
  closed: ReadonlySet<string>;
  search: string;
}

/** The rows to draw, top to bottom. A search shows what matches and the way down to it. */
export function visibleNodes(
  roots: readonly TreeNode[],
  { chosen, withDescendants, closed, search }: ViewOptions,
): VisibleNode[] {
  const wanted = search.trim().toLowerCase();
  const matches = (node: TreeNode): boolean =>
    wanted === '' ||
    node.name.toLowerCase().includes(wanted) ||
    String(node.number) === wanted ||
    node.children.some(matches);
  const rows: VisibleNode[] = [];
  function walk(node: TreeNode, level: number, covered: boolean): void {
    if (!matches(node)) return;
    rows.push({ node, level, covered });
    if (closed.has(node.id) && wanted === '') return;
    const below = covered || (withDescendants && chosen.has(node.id));
    for (const child of node.children) walk(child, level + 1, below);
  }
  for (const root of roots) walk(root, 1, false);
  return rows;
}

/** The partners that a run takes: those chosen, and what lies below them where that is wanted. */
export function coveredNodes(
  roots: readonly TreeNode[],
  chosen: ReadonlySet<string>,
  withDescendants: boolean,
): TreeNode[] {
  const covered: TreeNode[] = [];
  function walk(node: TreeNode, below: boolean): void {
    const taken = below || chosen.has(node.id);
    if (taken) covered.push(node);
    for (const child of node.children) walk(child, taken && withDescendants);
  }
  for (const root of roots) walk(root, false);
  return covered;
}

/** How many of them have customers in the run, and how many customers. */
export function sizeOf(covered: readonly TreeNode[]): { partners: number; customers: number } {
  const due = covered.filter((node) => node.due > 0);
  return { partners: due.length, customers: due.reduce((sum, node) => sum + node.due, 0) };
}
