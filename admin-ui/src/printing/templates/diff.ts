export interface DiffLine {
  sign: ' ' | '+' | '-';
  text: string;
}

/** Beyond this the table of the comparison would grow too large. */
const linesMax = 3000;

/** What turns one text into another, line by line; null when they are too long to compare. */
export function diffLines(before: string, after: string): DiffLine[] | null {
  const a = before.split('\n');
  const b = after.split('\n');
  if (a.length > linesMax || b.length > linesMax) return null;
  // common[i][j]: how many lines the rests from i and j have in common
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ sign: ' ', text: a[i] ?? '' });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1)))
      lines.push({ sign: '-', text: a[i++] ?? '' });
    else lines.push({ sign: '+', text: b[j++] ?? '' });
  }
  return lines;
}

/** Only what changed, with a few lines around it; null stands for lines left out. */
export function changedParts(lines: readonly DiffLine[], around = 2): (DiffLine | null)[] {
  const kept = lines.map((_, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ sign }) => sign !== ' '),
  );
  return lines.flatMap((line, index): (DiffLine | null)[] =>
    kept[index] ? [line] : index > 0 && kept[index - 1] ? [null] : [],
  );
}
