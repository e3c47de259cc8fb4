/** A part of an XML document, by its local names. */
export interface XmlNode {
  name: string;
  text: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlNode[];
  line: number;
}

/** The first node that a path of names leads to. */
export function nodeAt(node: XmlNode | null | undefined, path: string): XmlNode | null {
  let at: XmlNode | null = node ?? null;
  for (const name of path.split('/'))
    at = at?.children.find((child) => child.name === name) ?? null;
  return at;
}

/** The text that the first of the paths which has any leads to; null: none. */
export function textAt(
  node: XmlNode | null | undefined,
  ...paths: readonly string[]
): string | null {
  for (const path of paths) {
    const text = nodeAt(node, path)?.text.trim();
    if (text) return text;
  }
  return null;
}

/** All nodes of a name right below a path. */
export function nodesAt(node: XmlNode | null | undefined, path: string, name: string): XmlNode[] {
  return (path ? nodeAt(node, path) : node)?.children.filter((child) => child.name === name) ?? [];
}
