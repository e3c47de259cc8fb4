import Handlebars from 'handlebars';
import { placeOf, type TemplateProblem } from './problems.ts';

/**
 * What the parser knows of the place where it stopped; lines from 1, columns from 0. It has no
 * place where it could not even tell the words apart.
 */
interface Stop {
  text: string;
  token: string;
  loc?: { first_line: number; first_column: number; last_line: number; last_column: number };
}
interface Parser {
  parseError(words: string, stop: Stop): never;
}

class SyntaxProblem extends Error {
  constructor(
    words: string,
    readonly stop: Stop,
  ) {
    super(words);
  }
}

// by itself it throws an excerpt of the source to be read by people, which names no column
(Handlebars as unknown as { Parser: Parser }).Parser.parseError = (words, stop) => {
  throw new SyntaxProblem(words, stop);
};

/** The parser takes time that grows with the square of the depth and more; nobody writes as deep as this. */
const PARSED_DEPTH_MAX = 100;

/** Where blocks or parentheses are nested too deep to be parsed at all; told apart without the parser, in one pass. */
export function tooDeepToParse(source: string): TemplateProblem | null {
  let index = 0;
  let blocks = 0;
  for (const [at, part] of source.split('{{').entries()) {
    if (at > 0) {
      const [tag] = part.split('}}', 1);
      const sign = /^~?([#^/])[^}~]/.exec(`${tag} `)?.[1];
      if (sign) blocks += sign === '/' ? -1 : 1;
      let parentheses = 0;
      for (const letter of tag) {
        if (letter === '(') parentheses += 1;
        else if (letter === ')') parentheses -= 1;
        if (Math.max(blocks, parentheses) > PARSED_DEPTH_MAX)
          return {
            ...placeOf(source, index),
            problem: 'blocks and parentheses are nested too deep here',
          };
      }
    }
    index += part.length + 2;
  }
  return null;
}

/** The innermost block that nothing closes, by its name and place. */
function openBlock(source: string): TemplateProblem | null {
  const open: { name: string; index: number }[] = [];
  for (const { 0: tag, 1: sign, 2: name, index } of source.matchAll(
    /\{\{\{?!--[\s\S]*?--\}\}|\{\{~?([#^/])\s*([\w.-]*)/g,
  )) {
    if (!tag || !sign) continue;
    if (sign === '/') {
      if (open.at(-1)?.name === name) open.pop();
    } else open.push({ name, index });
  }
  const block = open.at(-1);
  if (!block) return null;
  return {
    ...placeOf(source, block.index),
    problem: `{{#${block.name}}} is not closed: {{/${block.name}}} is missing`,
  };
}

/** Where the parser stopped: at the part that does not fit, behind the last one that did. */
function indexOf({ text, loc }: Stop, source: string): number {
  if (!loc) return Math.max(0, source.lastIndexOf('{{'));
  const lines = source.split('\n');
  const behind =
    lines.slice(0, loc.last_line - 1).reduce((sum, line) => sum + line.length + 1, 0) +
    loc.last_column;
  return text ? Math.max(source.indexOf(text, behind), behind) : behind;
}

function stopProblem(stop: Stop, source: string): TemplateProblem {
  const index = indexOf(stop, source);
  if (!stop.loc)
    return {
      ...placeOf(source, index),
      problem: source.startsWith('{{!--', index)
        ? 'this comment is not closed: --}} is missing'
        : 'this placeholder cannot be read',
    };
  const at = (problem: string, where = index): TemplateProblem => ({
    ...placeOf(source, where),
    problem,
  });
  const shown = stop.text.trim().slice(0, 20);
  if (stop.token === 'OPEN_ENDBLOCK') {
    const name = /^\{\{~?\/\s*([\w.-]*)/.exec(source.slice(index))?.[1] ?? '';
    return at(`{{/${name}}} closes nothing: there is no {{#${name}}} before it`);
  }
  if (stop.token === 'INVERSE' || stop.token === 'OPEN_INVERSE_CHAIN')
    return at('{{else}} stands outside of a block');
  if (stop.token === 'EOF') return openBlock(source) ?? at('the template ends too early');
  const opened = source.lastIndexOf('{{', index);
  const rest = source.slice(index).split('{{', 1)[0];
  if (opened >= 0 && !rest.includes('}}'))
    return at('this placeholder is not closed: }} is missing', opened);
  if (shown === '"' || shown === "'") return at('the text in quotes is not closed');
  return at(
    stop.token.startsWith('CLOSE')
      ? `something is missing before ${shown}`
      : `"${shown}" cannot stand inside a placeholder`,
  );
}

/** Where and why a source cannot be read, in words for whoever writes it. */
export function syntaxProblem(error: Error, source: string): TemplateProblem {
  if (error instanceof SyntaxProblem) return stopProblem(error.stop, source);
  const [, words = error.message, line = '1', column = '0'] =
    /^([\s\S]*?) - (\d+):(\d+)$/.exec(error.message) ?? [];
  const mismatch = /^(\S+) doesn't match (\S+)$/.exec(words);
  return {
    line: Number(line),
    column: Math.max(1, Number(column) - (mismatch ? 2 : -1)),
    problem: mismatch
      ? `{{#${mismatch[1]}}} is closed by {{/${mismatch[2]}}}`
      : words.slice(0, 300),
  };
}
