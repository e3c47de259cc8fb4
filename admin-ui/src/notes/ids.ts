/** The id of a file from its address on the server. */
export const idOf = (address: string): string => address.slice(address.lastIndexOf('/') + 1);
