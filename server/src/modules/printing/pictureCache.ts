const BYTES_MAX = 12 * 1024 * 1024;

/** Pictures that never change, read once and kept while there is room; those used longest ago go first. */
export class PictureCache {
  private readonly kept = new Map<string, Buffer>();
  private bytes = 0;

  /** null is not kept: what is not there may come. */
  async get(key: string, load: () => Promise<Buffer | null>): Promise<Buffer | null> {
    const known = this.kept.get(key);
    if (known) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known;
    }
    const loaded = await load();
    if (!loaded || loaded.length > BYTES_MAX / 2) return loaded;
    this.drop(key);
    this.kept.set(key, loaded);
    this.bytes += loaded.length;
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= BYTES_MAX) break;
      this.drop(oldest);
    }
    return loaded;
  }

  private drop(key: string): void {
    this.bytes -= this.kept.get(key)?.length ?? 0;
    this.kept.delete(key);
  }
}
