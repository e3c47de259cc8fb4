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
  waiting: Piece[];
}

/**
 * Room for work that people wait for. An owner has few pieces under way, so that nobody keeps the
 * rest from the database; heavy pieces of all owners together weigh no more than the process can
 * carry; owners who wait take turns.
 */
export class Room {
  private readonly owners = new Map<string, Owner>();
  private weight = 0;

  constructor(private readonly limits: RoomLimits) {}

  /** Waits for room; returns how to leave it. Refuses with RATE_LIMITED when too much waits, or for too long. */
  async enter(name: string, weight: number): Promise<() => void> {
    const owner = this.owners.get(name) ?? { active: 0, waiting: [] };
    this.owners.set(name, owner);
    const heavy = weight > this.limits.light ? weight : 0;
    if (owner.waiting.length || !this.fits(owner, heavy)) await this.wait(name, owner, heavy);
    else this.take(owner, heavy);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      owner.active -= 1;
      this.weight -= heavy;
      this.admit();
      this.forget(name, owner);
    };
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

  /** What weighs more than all the room there is goes alone. */
  private fits(owner: Owner, weight: number): boolean {
    return (
      owner.active < this.limits.pieces &&
      (!weight || !this.weight || this.weight + weight <= this.limits.weight)
    );
  }

  private take(owner: Owner, weight: number): void {
    owner.active += 1;
    this.weight += weight;
  }

  private forget(name: string, owner: Owner): void {
    if (!owner.active && !owner.waiting.length) this.owners.delete(name);
  }

  /** Lets in what fits now; an owner who was served goes to the end of the line. */
  private admit(): void {
    for (const [name, owner] of Array.from(this.owners)) {
      while (owner.waiting.length && this.fits(owner, owner.waiting[0].weight)) {
        owner.waiting.shift()!.enter();
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
