import { formatInstant, formatNumber } from '@backhaul/design';
import { Icon } from '../ui/Icon.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { KeptFile } from './KeptFile.tsx';
import { RecordName } from './RecordName.tsx';
import { isPlace, type CustomField, type FieldValue } from './values.ts';

/** Only what browsers open safely; the server takes nothing else. */
const isWebAddress = (text: string) => /^https?:\/\//i.test(text);

/** A value as people read it, in the reader's formats. */
export function FieldValueText({ field, value }: { field: CustomField; value: FieldValue }) {
  const {
    words: { fields: words },
    locale,
    date,
  } = useSpeech();
  if (typeof value === 'boolean') return <>{value ? words.yes : words.no}</>;
  if (typeof value === 'number') return <>{formatNumber(value, locale)}</>;
  if (isPlace(value)) return <PlaceText lat={value.lat} lon={value.lon} />;
  if (typeof value !== 'string')
    return <>{new Intl.ListFormat(locale, { type: 'unit' }).format(value)}</>;
  switch (field.type) {
    case 'DECIMAL':
      return <>{formatNumber(value, locale)}</>;
    case 'DATE':
      return <>{date(value)}</>;
    case 'DATE_TIME':
      return <>{formatInstant(value, locale)}</>;
    case 'FILE':
      return <KeptFile id={value} />;
    case 'REFERENCE':
      return <RecordName entity={field.references} id={value} />;
    case 'URL':
      return isWebAddress(value) ? (
        <a href={value} target="_blank" rel="noopener noreferrer" dir="ltr">
          {value}
        </a>
      ) : (
        <>{value}</>
      );
    case 'EMAIL':
      return (
        <a href={`mailto:${value}`} dir="ltr">
          {value}
        </a>
      );
    case 'PHONE':
      return (
        <a href={`tel:${value.replace(/[^+\d]/g, '')}`} dir="ltr">
          {value}
        </a>
      );
    case 'IP_ADDRESS':
    case 'MAC_ADDRESS':
      return <code dir="ltr">{value}</code>;
    case 'LONG_TEXT':
      return <span className="as-typed">{value}</span>;
    default:
      return <>{value}</>;
  }
}

/** Coordinates, and a map elsewhere for those who want one. */
export function PlaceText({ lat, lon }: { lat: number; lon: number }) {
  const {
    words: { fields: words },
    locale,
  } = useSpeech();
  const degrees = (value: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value);
  return (
    <>
      <span dir="ltr">
        {degrees(lat)} / {degrees(lon)}
      </span>{' '}
      <a
        className="target"
        href={`https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`}
        target="_blank"
        rel="noopener noreferrer"
      >
        <Icon name="place" />
        {words.map}
      </a>
    </>
  );
}
