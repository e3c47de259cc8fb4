/** The parameters of a statement that is put together: each value by the place it takes. */
export class Params {
  readonly values: unknown[] = [];

  /** Where a value stands, as a type of SQL. */
  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}
