/** Something wrong in a template, where it stands. */
export interface Problem {
  where: 'source' | 'subject';
  line: number;
  column: number;
  words: string;
}

const place = /^(subject, )?line (\d+), column (\d+): ([\s\S]*)$/;

/** What the server said is wrong, with the place it names. */
export function readProblems(errors: readonly string[]): Problem[] {
  return errors.map((error) => {
    const [, subject, line = '1', column = '1', words = error] = place.exec(error) ?? [];
    return {
      where: subject ? 'subject' : 'source',
      line: Number(line),
      column: Number(column),
      words,
    };
  });
}
