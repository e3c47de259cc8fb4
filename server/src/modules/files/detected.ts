/** What a file is, by its content alone; width and height of a picture. */
export interface Detected {
  type: string;
  extension: string;
  width?: number;
  height?: number;
}
