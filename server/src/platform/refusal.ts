export type RefusalCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'RATE_LIMITED';

/** An expected "no", said to the person who asked. Everything else that is thrown is a bug and shown as such. */
export class Refusal extends Error {
  override name = 'Refusal';
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly details: { fields?: Record<string, string>; reason?: string } = {},
  ) {
    super(message);
  }
}

/**
 * A value that something outside the viewer's scope has. It is told like any value that cannot be
 * used, and named to nobody.
 */
export class TakenElsewhere extends Refusal {
  constructor(
    field: string,
    problem: string,
    /** How long whoever tries is to wait for the answer. */ readonly waitMs: number,
  ) {
    super('BAD_USER_INPUT', `${field}: ${problem}`, { fields: { [field]: problem } });
  }
}

/** fields: what is wrong with which input, by its path. */
export function badInput(fields: Record<string, string>): Refusal {
  return new Refusal(
    'BAD_USER_INPUT',
    Object.entries(fields)
      .map(([field, problem]) => `${field}: ${problem}`)
      .join('; '),
    { fields },
  );
}
/** Work on one of an operation's several inputs: what it refuses by field is told with that input's name before it. */
export async function ofInput<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || !error.details.fields) throw error;
    const fields = Object.entries(error.details.fields).map(
      ([field, problem]) => [`${name}.${field}`, problem] as const,
    );
    const [[field, problem]] = fields;
    throw error instanceof TakenElsewhere
      ? new TakenElsewhere(field, problem, error.waitMs)
      : badInput(Object.fromEntries(fields));
  }
}
/** One text for what does not exist and for what lies outside the scope. */
export function notFound(): Refusal {
  return new Refusal('NOT_FOUND', 'There is no such record.');
}
export function conflict(reason: string, message: string): Refusal {
  return new Refusal('CONFLICT', message, { reason });
}
export function forbidden(): Refusal {
  return new Refusal('FORBIDDEN', 'You are not allowed to do this.');
}
export function unauthenticated(): Refusal {
  return new Refusal('UNAUTHENTICATED', 'Sign in first.');
}

/** The key by which the database refused to lose what something else names; null for other errors. */
export function brokenKey(error: unknown): string | null {
  const seen = error as { code?: string; constraint?: string };
  return seen?.code === '23503' ? (seen.constraint ?? 'key') : null;
}

/** The constraint a statement failed on, or null when it failed for another reason; knows Prisma's and pg's errors. */
export function violatedConstraint(error: unknown): string | null {
  const seen = error as {
    code?: string;
    constraint?: string;
    message?: string;
    meta?: {
      driverAdapterError?: {
        cause?: { originalMessage?: string; constraint?: { fields?: string[]; index?: string } };
      };
    };
  };
  if (seen?.code === '23505') return seen.constraint ?? 'unique';
  if (seen?.code === 'P2002')
    return (
      seen.meta?.driverAdapterError?.cause?.originalMessage?.match(/constraint "([^"]+)"/)?.[1] ??
      'unique'
    );
  if (seen?.code === 'P2010')
    return seen.message?.match(/unique constraint "([^"]+)"/)?.[1] ?? null;
  return null;
}
