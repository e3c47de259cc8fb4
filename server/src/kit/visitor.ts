/** Which people a door is for: the back office, the portal, or (programs with a bearer token) both. */
export type Door = 'admin' | 'portal' | 'any';

/** A browser in which accounts signed in before; their owners are not kept out there by what strangers try. */
export interface Device {
  id: string;
  accounts: readonly { id: string; day: number }[];
}

/** host: as the request named it; device: of a browser in which somebody signed in before. */
export interface Visitor {
  door: Door;
  address: string;
  userAgent: string | null;
  host: string;
  device: Device | null;
}
