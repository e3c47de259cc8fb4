const REASONS: Readonly<Record<string, string>> = {
  TAX_NUMBER: 'same tax number',
  IBAN: 'paid from the same account',
  EMAIL: 'same e-mail',
  PHONE: 'same phone',
  NAME_AND_ADDRESS: 'similar name at the same address',
};

/** What two customers share, as words: "Same e-mail, same phone". */
export function sayReasons(reasons: readonly string[]): string {
  const said = reasons.map((reason) => REASONS[reason] ?? reason).join(', ');
  return said.charAt(0).toUpperCase() + said.slice(1);
}
