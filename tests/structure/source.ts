import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { ROOT } from '../support/process.ts';

/** A function of a file, with the name it is known by. */
export interface Body {
  name: string;
  characters: number;
}
/** A source file: its imports as paths from the checkout, or as package names. */
export interface SourceFile {
  name: string;
  text: string;
  imports: string[];
  bodies: Body[];
  /** Where it asks the database by a statement of its own, or holds one: the lines. */
  statements: number[];
  /** Its longest line, the text of strings and templates left out: sentences are as long as there is to say. */
  longest: { line: number; characters: number };
}

/** How much there is to read: leading and trailing white space does not count. */
export function characters(text: string): number {
  return text.split('\n').reduce((sum, line) => sum + line.trim().length, 0);
}

/** The TypeScript files below a folder of the checkout, parsed; what is generated is left out. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => /\.(ts|tsx|mts)$/.test(name) && !/(^|\/)(generated|node_modules|dist)\//.test(name),
    )
    .map((name) => read(path.join(folder, name)));
}

function read(name: string): SourceFile {
  const text = readFileSync(path.join(ROOT, name), 'utf8');
  const parsed = parseSync(name, text);
  if (parsed.errors.length) throw new Error(`${name}: ${parsed.errors[0].message}`);
  const { staticImports, staticExports, dynamicImports } = parsed.module;
  const from = [
    ...staticImports.map((each) => each.moduleRequest.value),
    ...staticExports.flatMap((each) =>
      each.entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
    ...dynamicImports.flatMap(
      ({ moduleRequest: { start, end } }) =>
        /^['"](.+)['"]$/.exec(text.slice(start, end))?.[1] ?? [],
    ),
  ];
  return {
    name,
    text,
    imports: [
      ...new Set(from.map((to) => (to.startsWith('.') ? path.join(path.dirname(name), to) : to))),
    ],
    bodies: bodiesOf(parsed.program, text),
    statements: statementsOf(parsed.program, text),
    longest: longestLine(parsed.program, text),
  };
}

function longestLine(
  program: Parameters<Visitor['visit']>[0],
  text: string,
): SourceFile['longest'] {
  let code = text;
  const blank = ({ start, end }: Named) => {
    code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, '\t') + code.slice(end);
  };
  const visitor = new Visitor({
    Literal(node) {
      if (typeof node.value === 'string') blank(node);
    },
    TemplateElement: blank,
    JSXText: blank,
  });
  visitor.visit(program);
  let longest = { line: 0, characters: 0 };
  for (const [i, line] of code.split('\n').entries()) {
    const count = line.replaceAll('\t', '').trim().length;
    if (count > longest.characters) longest = { line: i + 1, characters: count };
  }
  return longest;
}

/** What the boundary's transactions take SQL by. */
const ASKING = /^(rows|row|aside|\$(query|execute)Raw\w*)$/;
const STATEMENT = /^\s*(select\s[^]*\sfrom\s|insert into\s|update\s[^]*\sset\s|delete from\s)/;

function statementsOf(program: Parameters<Visitor['visit']>[0], text: string): number[] {
  const found = new Set<number>();
  const take = ({ start }: Named) => found.add(text.slice(0, start).split('\n').length);
  const visitor = new Visitor({
    MemberExpression(node) {
      if (
        node.property.type === 'Identifier' &&
        ASKING.test(node.property.name) &&
        /^(sql|tx|reads|\w*[sS]ql|\w*[tT]x)$/.test(text.slice(node.object.start, node.object.end))
      )
        take(node);
    },
    Literal(node) {
      if (typeof node.value === 'string' && STATEMENT.test(node.value)) take(node);
    },
    TemplateLiteral(node) {
      if (STATEMENT.test(text.slice(node.start + 1, node.end))) take(node);
    },
  });
  visitor.visit(program);
  return [...found];
}

interface Named {
  start: number;
  end: number;
}

function bodiesOf(program: Parameters<Visitor['visit']>[0], text: string): Body[] {
  const names = new Map<Named, string>();
  const bodies: Body[] = [];
  const take = (node: Named & { id?: { name: string } | null }) => {
    bodies.push({
      name: node.id?.name ?? names.get(node) ?? 'a function',
      characters: characters(text.slice(node.start, node.end)),
    });
  };
  const visitor = new Visitor({
    VariableDeclarator(node) {
      if (node.init && node.id.type === 'Identifier') names.set(node.init, node.id.name);
    },
    MethodDefinition(node) {
      names.set(node.value, text.slice(node.key.start, node.key.end));
    },
    Property(node) {
      names.set(node.value, text.slice(node.key.start, node.key.end));
    },
    FunctionDeclaration: take,
    FunctionExpression: take,
    ArrowFunctionExpression: take,
  });
  visitor.visit(program);
  return bodies;
}
