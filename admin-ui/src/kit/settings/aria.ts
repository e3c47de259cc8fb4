/** The elements that name and describe an input. */
export interface Aria {
  'aria-labelledby': string;
  'aria-describedby': string;
}
