import { createHash } from 'node:crypto';
import {
  createSourceEventStream,
  execute,
  parse,
  print,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';
import type { Context } from '../../kit/context.ts';
import { recordsOf } from './records.ts';
import { HeldSizes } from './heldSizes.ts';
import { Turns } from './turns.ts';

/** How many pushes are read at once in this process, whoever they are for. */
const PUSHES_AT_ONCE = 4;
/**
 * What the operations of one viewer's subscriptions, and of all, may measure in characters, equal
 * ones counted once: a parsed document takes tens of times its text, for as long as it is listened to.
 */
const VIEWER_MOST = 400_000;
const ALL_MOST = 4_000_000;

type Answers = AsyncIterableIterator<ExecutionResult>;
/** Turns what a subscription is answered with into what is sent: errors as they may be shown. */
type Shown = (result: ExecutionResult, context: Context) => ExecutionResult;

/** One who listens: its answers that are not sent yet, the last of each thing that changed. */
class Listener implements AsyncIterableIterator<ExecutionResult> {
  private readonly pending = new Map<string, ExecutionResult>();
  private wake: ((result: IteratorResult<ExecutionResult>) => void) | null = null;
  private ended = false;

  constructor(
    readonly viewerId: string,
    private readonly leave: (listener: Listener) => void,
  ) {}

  give(key: string, result: ExecutionResult): void {
    if (this.ended) return;
    if (this.wake) {
      const wake = this.wake;
      this.wake = null;
      wake({ value: result, done: false });
      return;
    }
    this.pending.delete(key);
    this.pending.set(key, result);
  }
  next(): Promise<IteratorResult<ExecutionResult>> {
    if (this.ended) return Promise.resolve({ value: undefined, done: true });
    for (const [key, value] of this.pending) {
      this.pending.delete(key);
      return Promise.resolve({ value, done: false });
    }
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
  return(): Promise<IteratorResult<ExecutionResult>> {
    if (!this.ended) {
      this.ended = true;
      this.leave(this);
      this.wake?.({ value: undefined, done: true });
      this.wake = null;
    }
    return Promise.resolve({ value: undefined, done: true });
  }
  throw(): Promise<IteratorResult<ExecutionResult>> {
    return this.return();
  }
  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** For whom a thing is to be read: all who listen, or those who came since. */
type Wanted = 'everybody' | Set<Listener>;

/** One subscription with all who asked for the same with the same rights. It is read once for all of them. */
class Shared {
  readonly listeners = new Set<Listener>();
  private readonly wanted = new Map<string, Wanted>();
  private queued = false;
  private stream: AsyncIterableIterator<string> | null = null;
  /** Whether it says how things stand when it begins, and not only what changes. */
  private saysAtOnce = false;

  constructor(
    private readonly args: ExecutionArgs,
    private readonly context: Context,
    private readonly turns: Turns,
    private readonly shown: Shown,
    private readonly failed: (error: unknown) => void,
    private readonly over: () => void,
  ) {}

  /** Begins to listen; the refusal when it may not. */
  async begin(): Promise<ExecutionResult | null> {
    const source = await createSourceEventStream({ ...this.args, contextValue: this.context });
    await this.context.endReads();
    if (!(Symbol.asyncIterator in source)) {
      this.over();
      return this.shown(source, this.context);
    }
    this.stream = source as AsyncIterableIterator<string>;
    if (!this.listeners.size) void this.end();
    else this.hear(this.stream).catch(this.failed);
    return null;
  }

  /** What it began with is read again for one who comes later: it may be as old as the subscription. */
  join(listener: Listener): void {
    this.listeners.add(listener);
    if (this.saysAtOnce) this.want('', listener);
  }
  leave(listener: Listener): void {
    this.listeners.delete(listener);
    for (const wanted of this.wanted.values()) if (wanted !== 'everybody') wanted.delete(listener);
    if (!this.listeners.size) void this.end();
  }

  private async end(): Promise<void> {
    this.over();
    this.wanted.clear();
    await this.stream?.return?.();
  }

  private async hear(stream: AsyncIterableIterator<string>): Promise<void> {
    for await (const key of stream) {
      if (key === '') this.saysAtOnce = true;
      this.want(key, null);
    }
  }

  private want(key: string, listener: Listener | null): void {
    const already = this.wanted.get(key);
    if (listener === null) this.wanted.set(key, 'everybody');
    else if (already === undefined) this.wanted.set(key, new Set([listener]));
    else if (already !== 'everybody') already.add(listener);
    this.queue();
  }

  /** One reading at a time: they share what the operation remembers while it reads. */
  private queue(): void {
    if (this.queued || !this.wanted.size) return;
    this.queued = true;
    this.turns.run(this.owner(), async () => {
      try {
        await this.read();
      } finally {
        this.queued = false;
        this.queue();
      }
    });
  }

  /**
   * At whose expense it is read: whoever waits for least, so that nobody's other subscriptions hold
   * this one up for the rest.
   */
  private owner(): string {
    const viewers = [...new Set([...this.listeners].map((listener) => listener.viewerId))];
    return viewers.reduce(
      (best, each) => (this.turns.waiting(each) < this.turns.waiting(best) ? each : best),
      viewers[0] ?? '',
    );
  }

  /** Reads one thing that changed, as it is now, and gives it to whoever is to have it. */
  private async read(): Promise<void> {
    const [first] = this.wanted;
    if (!first) return;
    const [key, wanted] = first;
    this.wanted.delete(key);
    try {
      this.context.records = recordsOf(this.context.viewer);
      this.context.nothingNew = false;
      const result = this.shown(
        await execute({ ...this.args, contextValue: this.context, rootValue: key }),
        this.context,
      );
      if (this.context.nothingNew && !result.errors?.length) return;
      for (const listener of wanted === 'everybody' ? this.listeners : wanted)
        listener.give(key, result);
    } finally {
      await this.context.endReads();
    }
  }
}

/**
 * Everything that what is shown depends on, beside the operation: the place, the permissions, and
 * the door somebody came by.
 */
function rightsOf({ viewer, door, host }: Context): unknown {
  if (!viewer) return null;
  const { actor: _who, ...scope } = viewer.scope;
  return [viewer.kind, scope, [...viewer.permissions].sort(), door, host, viewer.wall ?? null];
}

/**
 * Subscriptions, each read once for all who asked for the same with the same rights, however many
 * they are. What changes faster than it can be read is read when its turn comes: every listener
 * gets the last value, not each one between.
 */
export class SharedSubscriptions {
  private readonly shared = new Map<
    string,
    { subscription: Shared; begun: Promise<ExecutionResult | null> }
  >();
  /** Documents by their text, as long as somebody listens by them: equal ones are kept once, whoever asks. */
  private readonly documents = new Map<string, { document: DocumentNode; users: number }>();
  private readonly held = new HeldSizes(
    VIEWER_MOST,
    ALL_MOST,
    'Your subscriptions are too many or too long. End some of them, or ask for less.',
  );
  private readonly turns: Turns;

  constructor(
    private readonly shown: Shown,
    private readonly failed: (error: unknown) => void,
  ) {
    this.turns = new Turns(PUSHES_AT_ONCE, failed);
  }

  async subscribe(asked: ExecutionArgs): Promise<Answers | ExecutionResult> {
    const context = asked.contextValue as Context;
    const text = print(asked.document);
    const called = JSON.stringify([asked.operationName ?? null, asked.variableValues ?? {}]);
    const operation = digest(text + called);
    const key = digest(operation + JSON.stringify(rightsOf(context)));
    const giveBack = this.held.hold(context.someone.id, operation, text.length + called.length);
    let known = this.shared.get(key);
    const fresh = !known;
    if (!known) {
      const args = { ...asked, document: this.keep(text) };
      const subscription = new Shared(args, context, this.turns, this.shown, this.failed, () => {
        if (this.shared.get(key)?.subscription === subscription) {
          this.shared.delete(key);
          this.letGo(text);
        }
      });
      known = { subscription, begun: Promise.resolve(null) };
      this.shared.set(key, known);
    }
    const { subscription } = known;
    const listener = new Listener(context.someone.id, (one) => {
      giveBack();
      subscription.leave(one);
    });
    subscription.join(listener);
    if (fresh) known.begun = subscription.begin();
    try {
      const refused = await known.begun;
      if (refused) giveBack();
      return refused ?? listener;
    } catch (error) {
      giveBack();
      if (this.shared.get(key) === known) {
        this.shared.delete(key);
        this.letGo(text);
      }
      throw error;
    }
  }

  /** Without locations: they would keep what was sent alive, comments and all. */
  private keep(text: string): DocumentNode {
    const known = this.documents.get(text) ?? {
      document: parse(text, { noLocation: true }),
      users: 0,
    };
    known.users += 1;
    this.documents.set(text, known);
    return known.document;
  }
  private letGo(text: string): void {
    const known = this.documents.get(text);
    if (known && !--known.users) this.documents.delete(text);
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
