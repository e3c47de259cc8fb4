const names = new Intl.DisplayNames(undefined, { type: 'currency' });

/** Every currency, as people know it. */
export const currencies = Intl.supportedValuesOf('currency').map((code) => ({
  id: code,
  name: `${code}, ${names.of(code) ?? code}`,
}));

/** Every time zone. Browsers leave UTC out of their list; an installation may well be set to it. */
export const timeZones = [
  ...new Set(['UTC', 'Etc/UTC', ...Intl.supportedValuesOf('timeZone')]),
].map((zone) => ({ id: zone, name: zone.replaceAll('_', ' ') }));
