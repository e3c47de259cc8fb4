/** "Karoo Fibre", "Karoo Fibre and Vaal Net", "Karoo Fibre, Vaal Net and 3 more". */
export function sayPartners(partners: readonly { name: string }[]): string {
  const names = partners.map((partner) => partner.name);
  if (names.length <= 2) return names.join(' and ');
  if (names.length === 3) return `${names[0]}, ${names[1]} and ${names[2]}`;
  return `${names[0]}, ${names[1]} and ${names.length - 2} more`;
}
