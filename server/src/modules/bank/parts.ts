/** A file is kept in parts of this size, and read part by part. */
export const PART = 1024 * 1024;
