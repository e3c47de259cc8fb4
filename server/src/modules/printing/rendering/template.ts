import Handlebars from 'handlebars';
import { markupProblems } from './html.ts';
import { HELPERS } from './helpers.ts';
import { placeOf, problemText, type TemplateProblem } from './problems.ts';
import { syntaxProblem, tooDeepToParse } from './syntax.ts';

export const SOURCE_MAX = 100_000;
const OUTPUT_MAX = 2_000_000;
const STEPS_MAX = 50_000;
const NESTING_MAX = 12;

/** The built-in helpers that stay; log, lookup, partials and decorators do not exist here. */
const BUILT_IN = ['if', 'unless', 'each', 'with'];
const KNOWN: Record<string, boolean> = Object.fromEntries(
  [...BUILT_IN, ...Object.keys(HELPERS)].map((name) => [name, true]),
);
const FORBIDDEN = new Set([
  'constructor',
  'prototype',
  '__proto__',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
]);

/** Counts what one rendering does, so that nested loops end early. */
const budget = { steps: 0, output: 0 };

function instance(): typeof Handlebars {
  const own = Handlebars.create();
  for (const name of Object.keys(own.helpers))
    if (!BUILT_IN.includes(name)) own.unregisterHelper(name);
  const each = own.helpers.each as Handlebars.HelperDelegate;
  own.registerHelper(
    'each',
    function bounded(this: unknown, context: unknown, options: Handlebars.HelperOptions) {
      const fn: Handlebars.TemplateDelegate = (...given: [unknown, Handlebars.RuntimeOptions?]) => {
        if (++budget.steps > STEPS_MAX)
          throw new Error(`The template repeats itself more than ${STEPS_MAX} times.`);
        const part = options.fn(...given);
        budget.output += part.length;
        if (budget.output > OUTPUT_MAX * 4) throw new Error('The template makes more than 2 MB.');
        return part;
      };
      return each.call(this, context, { ...options, fn }) as string;
    },
  );
  for (const [name, helper] of Object.entries(HELPERS)) own.registerHelper(name, helper);
  return own;
}
const handlebars = instance();

type Node = hbs.AST.Node & { [key: string]: unknown };

function walk(node: Node, depth: number, found: TemplateProblem[]): void {
  const report = (problem: string) => {
    if (found.length < 20)
      found.push({ line: node.loc.start.line, column: node.loc.start.column + 1, problem });
  };
  if (depth > NESTING_MAX) {
    report(`blocks and parentheses may be nested ${NESTING_MAX} deep at most`);
    return;
  }
  const visit = (child: unknown, deeper = 0) => {
    if (child) walk(child as Node, depth + deeper, found);
  };
  const all = (children: unknown, deeper = 0) => {
    for (const child of (children ?? []) as Node[]) visit(child, deeper);
  };
  switch (node.type) {
    case 'Program':
      all(node.body);
      return;
    case 'ContentStatement':
    case 'CommentStatement':
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
    case 'UndefinedLiteral':
    case 'NullLiteral':
      return;
    case 'PathExpression': {
      const bad = (node.parts as string[]).find((part) => FORBIDDEN.has(part));
      if (bad) report(`"${bad}" is not allowed in a name`);
      return;
    }
    case 'MustacheStatement':
    case 'BlockStatement':
    case 'SubExpression': {
      const path = node.path as Node;
      const params = node.params as Node[];
      const hash = (node.hash as { pairs: { value: Node }[] } | undefined)?.pairs ?? [];
      const name = String(path.original ?? '');
      const calls = params.length > 0 || hash.length > 0 || node.type === 'SubExpression';
      if (calls && !Object.hasOwn(KNOWN, name))
        report(
          `there is no helper "${name.slice(0, 40)}"; known are ${Object.keys(KNOWN).join(', ')}`,
        );
      else if (node.type === 'BlockStatement' && !BUILT_IN.includes(name))
        report(
          `"${name.slice(0, 40)}" is no block; use {{#if ${name.slice(0, 40)}}} or {{#each ${name.slice(0, 40)}}}`,
        );
      else if (node.type === 'MustacheStatement' && BUILT_IN.includes(name))
        report(`"${name}" is a block: {{#${name} ...}} ... {{/${name}}}`);
      if (!(calls && Object.hasOwn(KNOWN, name))) visit(path);
      const deeper = node.type === 'SubExpression' ? 1 : 0;
      all(params, deeper);
      for (const pair of hash) visit(pair.value, deeper);
      if (node.type === 'BlockStatement') {
        visit(node.program, 1);
        visit(node.inverse, 1);
      }
      return;
    }
    case 'PartialStatement':
    case 'PartialBlockStatement':
      report('a template cannot include others');
      return;
    default:
      report(`${node.type.startsWith('Decorator') ? 'decorators are' : 'this is'} not allowed`);
  }
}

/**
 * Everything that is wrong with a source: its syntax, helpers and names that do not exist, and tags
 * that are not allowed.
 */
export function checkTemplate(source: unknown): TemplateProblem[] {
  if (typeof source !== 'string') return [{ line: 1, column: 1, problem: 'must be text' }];
  if (source.length > SOURCE_MAX)
    return [{ line: 1, column: 1, problem: `may have ${SOURCE_MAX} characters at most` }];
  const deep = tooDeepToParse(source);
  if (deep) return [deep];
  let program: hbs.AST.Program;
  try {
    program = handlebars.parse(source);
  } catch (error) {
    return [syntaxProblem(error as Error, source)];
  }
  const found: TemplateProblem[] = [];
  walk(program as unknown as Node, 0, found);
  for (const { index, problem } of markupProblems(source))
    found.push({ ...placeOf(source, index), problem });
  return found.sort((a, b) => a.line - b.line || a.column - b.column).slice(0, 20);
}

const CACHE_MAX = 200;
const compiled = new Map<string, Handlebars.TemplateDelegate>();

function compile(source: string, plain: boolean): Handlebars.TemplateDelegate {
  // compile() would take a ready syntax tree, which nothing has checked
  if (typeof source !== 'string') throw new Error('A template must be text.');
  const key = `${plain} ${source}`;
  const known = compiled.get(key);
  if (known) return known;
  if (source.length > SOURCE_MAX) throw new Error('The template is too long.');
  const deep = tooDeepToParse(source);
  const problems: TemplateProblem[] = deep ? [deep] : [];
  if (!deep) walk(handlebars.parse(source) as unknown as Node, 0, problems);
  if (problems.length) throw new Error(problemText(problems[0]));
  const made = handlebars.compile(source, {
    knownHelpersOnly: true,
    knownHelpers: KNOWN as unknown as KnownHelpers,
    noEscape: plain,
    preventIndent: true,
  });
  if (compiled.size >= CACHE_MAX) compiled.delete(compiled.keys().next().value!);
  compiled.set(key, made);
  return made;
}

/**
 * Fills a template; plain: without escaping, for subjects. data must be plain JSON: a function in
 * it would be called.
 */
export function fillTemplate(source: string, data: Record<string, unknown>, plain = false): string {
  budget.steps = 0;
  budget.output = 0;
  const text = compile(source, plain)(data, {
    allowProtoMethodsByDefault: false,
    allowProtoPropertiesByDefault: false,
  });
  if (text.length > OUTPUT_MAX) throw new Error('The template makes more than 2 MB.');
  return text;
}
