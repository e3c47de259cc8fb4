/** Something about the machine or the configuration keeps the program from starting; its message says what to do. */
export class StartupError extends Error {
  override name = 'StartupError';
}
