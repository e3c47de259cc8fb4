import { Kind, parse, visit, type ASTNode, type ValueNode } from 'graphql';

type Path = readonly (string | number)[];

/**
 * A path as refusals name fields: the input's own names, without the argument called input that
 * most mutations have; of a list of inputs with it, as "input.3.name".
 */
export function fieldName(path: Path): string {
  const ofList = /^\d+$/.test(String(path[1]));
  return (path[0] === 'input' && path.length > 1 && !ofList ? path.slice(1) : path).join('.');
}

/** Where the arguments of a document hold what `fits`, as the path of names and list places that leads to it. */
function pathTo(root: ASTNode, fits: (node: ASTNode) => boolean): Path | null {
  let found: Path | null = null;
  const search = (value: ValueNode, path: Path): void => {
    if (found) return;
    if (fits(value)) found = path;
    else if (value.kind === Kind.LIST)
      value.values.forEach((each, i) => {
        search(each, [...path, i]);
      });
    else if (value.kind === Kind.OBJECT) {
      for (const field of value.fields) {
        const at = [...path, field.name.value];
        if (fits(field)) found ??= at;
        else search(field.value, at);
      }
    }
  };
  visit(root, {
    Argument: (argument) => {
      search(argument.value, [argument.name.value]);
    },
  });
  return found;
}

/** The argument or input field that a variable is used for; null when it is used for none. */
export function pathOfVariable(variable: ASTNode, name: string): Path | null {
  const body = variable.loc?.source.body;
  return body === undefined
    ? null
    : pathTo(parse(body), (node) => node.kind === Kind.VARIABLE && node.name.value === name);
}

/** The argument or input field that a value written in the document, or a variable's default, stands for. */
export function pathOfValue(value: ASTNode): Path | null {
  const { loc } = value;
  if (!loc) return null;
  const document = parse(loc.source.body);
  const same = (node: ASTNode): boolean =>
    node.kind === value.kind && node.loc?.start === loc.start && node.loc.end === loc.end;
  const written = pathTo(document, same);
  if (written) return written;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const { variable, defaultValue } of definition.variableDefinitions ?? []) {
      if (defaultValue && loc.start >= defaultValue.loc!.start && loc.end <= defaultValue.loc!.end)
        return pathOfVariable(variable, variable.name.value);
    }
  }
  return null;
}
