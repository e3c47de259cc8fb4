/** Where what was done to one record is listed. */
export function auditOf(entity: string, entityId: string): string {
  return `/audit?filter=${encodeURIComponent(JSON.stringify({ entity, entityId }))}`;
}
