import { Refusal } from '../../platform/refusal.ts';

/** What may be under way at once; weights are in whatever unit the work is reckoned in. */
export interface RoomLimits {
  /** Pieces of one owner under way, and waiting; one that has waited for `waitMs` is refused. */
  pieces: number;
  waiting: number;
  waitMs: number;
  /** What all heavy pieces weigh together, and up to what a piece is light: the light ones are not weighed. */
  weight: number;
  light: number;
}

interface Piece {
  weight: number;
  enter(): void;
}
interface Owner {
  active: number;
  heavy: number;
  waiting: Piece[];
}
/** A piece under way that needs more room than it came with. */
interface Growing {
  held: number;
  more: number;
  go(): void;
  refuse(): void;
}

/** A piece's room. */
export interface Stay {
  /**
   * Says what it weighs by now, where that is more than it came with; waits until there is room for
   * it. Refuses with RATE_LIMITED where everything that has room waits for more.
   */
  grow(weight: number): Promise<void>;
  leave(): void;
}

/**
 * Room for work that people wait for. An owner has few pieces under way and one heavy one, so that
 * nobody keeps the rest from the database; heavy pieces of all owners together weigh no more than
 * the process can carry; owners who wait take turns, and what is light passes what is heavy.
 */
export class Room {
  private readonly owners = new Map<string, Owner>();
  private growing: Growing[] = [];
  private weight = 0;

  constructor(private readonly limits: RoomLimits) {}

  /** Waits for room. Refuses with RATE_LIMITED when too much waits, or for too long. */
  async enter(name: string, weight: number): Promise<Stay> {
    const owner = this.owners.get(name) ?? { active: 0, heavy: 0, waiting: [] };
    this.owners.set(name, owner);
    let held = this.heavy(weight);
    const passed = owner.waiting.some((each) => !each.weight || held);
    if (passed || !this.fits(owner, held)) await this.wait(name, owner, held);
    else this.take(owner, held);
    let left = false;
    return {
      grow: async (now) => {
        const more = this.heavy(now) - held;
        if (left || more <= 0) return;
        await this.more(held, more);
        // an operation that failed elsewhere has left meanwhile: nobody would give this back
        if (left) {
          this.weight -= more;
          this.admit();
          return;
        }
        if (!held) owner.heavy += 1;
        held += more;
      },
      leave: () => {
        if (left) return;
        left = true;
        owner.active -= 1;
        if (held) owner.heavy -= 1;
        this.weight -= held;
        this.admit();
        this.forget(name, owner);
      },
    };
  }

  /** What is light is not weighed. */
  private heavy(weight: number): number {
    return weight > this.limits.light ? weight : 0;
  }

  private wait(name: string, owner: Owner, weight: number): Promise<void> {
    if (owner.waiting.length >= this.limits.waiting) throw tooMuch();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        owner.waiting.splice(owner.waiting.indexOf(piece), 1);
        this.forget(name, owner);
        reject(tooMuch());
      }, this.limits.waitMs);
      const piece = {
        weight,
        enter: () => {
          clearTimeout(timer);
          this.take(owner, weight);
          resolve();
        },
      };
      owner.waiting.push(piece);
    });
  }

  /** More room for a piece that holds some; the weight it had is not given back meanwhile. */
  private more(held: number, more: number): Promise<void> {
    if (this.holds(held, more)) {
      this.weight += more;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      this.growing.push({
        held,
        more,
        go: resolve,
        refuse: () => reject(tooMuch()),
      });
      this.refuseOneOfAll();
    });
  }

  /** What weighs more than all the room there is goes alone. */
  private holds(held: number, more: number): boolean {
    return this.weight === held || this.weight + more <= this.limits.weight;
  }

  /** Where all that has room waits for more, nobody would ever leave: the last that asked gives up. */
  private refuseOneOfAll(): void {
    const held = this.growing.reduce((sum, each) => sum + each.held, 0);
    if (held >= this.weight) this.growing.pop()?.refuse();
  }

  private fits(owner: Owner, weight: number): boolean {
    return (
      owner.active < this.limits.pieces && (!weight || (!owner.heavy && this.holds(0, weight)))
    );
  }

  private take(owner: Owner, weight: number): void {
    owner.active += 1;
    if (weight) owner.heavy += 1;
    this.weight += weight;
  }

  private forget(name: string, owner: Owner): void {
    if (!owner.active && !owner.waiting.length) this.owners.delete(name);
  }

  /** Lets in what fits now, first those that are under way; an owner who was served goes to the end of the line. */
  private admit(): void {
    const waiting = this.growing;
    this.growing = [];
    for (const each of waiting)
      if (this.holds(each.held, each.more)) {
        this.weight += each.more;
        each.go();
      } else this.growing.push(each);
    if (this.growing.length) this.refuseOneOfAll();
    for (const [name, owner] of Array.from(this.owners)) {
      for (;;) {
        const next = owner.waiting.findIndex((each) => this.fits(owner, each.weight));
        if (next < 0) break;
        const [piece] = owner.waiting.splice(next, 1);
        piece.enter();
        this.owners.delete(name);
        this.owners.set(name, owner);
      }
    }
  }
}

function tooMuch(): Refusal {
  return new Refusal(
    'RATE_LIMITED',
    'Too much was asked at once. Wait for what is under way, then ask again.',
  );
}
