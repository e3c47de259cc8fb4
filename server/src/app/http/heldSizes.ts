import { Refusal } from '../../platform/refusal.ts';

interface Held {
  size: number;
  times: number;
}

/**
 * What is kept in memory for each owner, in characters: a thing that an owner holds several times is
 * there once. Refuses with RATE_LIMITED what goes beyond an owner's share or beyond that of all.
 */
export class HeldSizes {
  private readonly owners = new Map<string, { sum: number; things: Map<string, Held> }>();
  private all = 0;

  constructor(
    private readonly ownerMost: number,
    private readonly allMost: number,
    private readonly words: string,
  ) {}

  /** Takes a thing; returns how to give it back, which may be done more than once. */
  hold(owner: string, thing: string, size: number): () => void {
    const own = this.owners.get(owner) ?? { sum: 0, things: new Map<string, Held>() };
    const held = own.things.get(thing) ?? { size, times: 0 };
    if (!held.times) {
      if (own.sum + size > this.ownerMost || this.all + size > this.allMost)
        throw new Refusal('RATE_LIMITED', this.words);
      this.owners.set(owner, own);
      own.things.set(thing, held);
      own.sum += size;
      this.all += size;
    }
    held.times += 1;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      held.times -= 1;
      if (held.times) return;
      own.things.delete(thing);
      own.sum -= held.size;
      this.all -= held.size;
      if (!own.things.size) this.owners.delete(owner);
    };
  }
}
