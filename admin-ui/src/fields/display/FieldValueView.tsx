import { Box, Link } from '@mui/material';
import { DateText } from '../../kit/DateText.tsx';
import { useLocale } from '../../kit/locale.ts';
import type { CustomField } from '../api.ts';
import { fileAddress } from '../files.ts';
import type { FieldValue } from '../rules.ts';
import { FileView } from './FileView.tsx';
import { asPlace, geoLink, openStreetMapLink, sayPlace } from './place.ts';
import { PlacePicture } from './PlacePicture.tsx';
import { ReferenceView } from './ReferenceView.tsx';
import { sayValue } from './say.ts';

interface ViewProps {
  field: CustomField;
  value: FieldValue;
}

const outside = { target: '_blank', rel: 'noopener noreferrer' } as const;

/** A value on a record's page: links where there is somewhere to go, a picture where there is one. */
export function FieldValueView({ field, value }: ViewProps) {
  switch (field.type) {
    case 'LONG_TEXT':
      return (
        <Box sx={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere', maxWidth: '72ch' }}>
          {String(value)}
        </Box>
      );
    case 'FILE':
      return <FileView id={String(value)} label={field.label} />;
    case 'PLACE':
      return <PlaceView value={value} />;
    default:
      return <ValueCell field={field} value={value} />;
  }
}

/** The same in a row of a list, where there is one line for it. */
export function ValueCell({ field, value }: ViewProps) {
  const locale = useLocale();
  const text = sayValue(field, value, locale);
  const stay = (event: React.MouseEvent) => event.stopPropagation();
  switch (field.type) {
    // The server takes http and https only; a link is made of nothing else.
    case 'URL':
      return /^https?:\/\//i.test(text) ? (
        <Link href={text} {...outside} onClick={stay} sx={cut}>
          {text.replace(/^https?:\/\//i, '')}
        </Link>
      ) : (
        <>{text}</>
      );
    case 'EMAIL':
      return (
        <Link href={`mailto:${text}`} onClick={stay}>
          {text}
        </Link>
      );
    case 'PHONE':
      return (
        <Link
          href={`tel:${text.replace(/[^\d+]/g, '')}`}
          onClick={stay}
          sx={{ whiteSpace: 'nowrap' }}
        >
          {text}
        </Link>
      );
    case 'DATE':
      return <DateText date={text === '' ? null : String(value)} />;
    case 'INTEGER':
    case 'DECIMAL':
    case 'DATE_TIME':
    case 'IP_ADDRESS':
    case 'MAC_ADDRESS':
      return (
        <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
          {text}
        </Box>
      );
    case 'LONG_TEXT':
      return (
        <Box component="span" title={text} sx={cut}>
          {text}
        </Box>
      );
    case 'FILE':
      return (
        <Link
          href={fileAddress(text)}
          {...outside}
          onClick={stay}
          aria-label={`Open file: ${field.label}`}
        >
          Open file
        </Link>
      );
    case 'PLACE': {
      const place = asPlace(value);
      return place ? (
        <Link
          href={openStreetMapLink(place)}
          {...outside}
          onClick={stay}
          sx={{ whiteSpace: 'nowrap' }}
        >
          {text}
        </Link>
      ) : null;
    }
    case 'REFERENCE':
      return field.references ? <ReferenceView entity={field.references} id={text} /> : null;
    default:
      return (
        <Box
          component="span"
          dir="auto"
          sx={
            text.length > 24
              ? { display: 'inline-block', minWidth: '24ch', overflowWrap: 'anywhere' }
              : { whiteSpace: 'nowrap' }
          }
        >
          {text}
        </Box>
      );
  }
}

const cut = {
  display: 'inline-block',
  maxWidth: '32ch',
  overflowWrap: 'anywhere',
} as const;

function PlaceView({ value }: { value: FieldValue }) {
  const locale = useLocale();
  const place = asPlace(value);
  if (!place) return null;
  return (
    <Box sx={{ display: 'grid', gap: 0.75, justifyItems: 'start' }}>
      <PlacePicture place={place} />
      <Box sx={{ fontVariantNumeric: 'tabular-nums' }}>{sayPlace(place, locale)}</Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <Link href={openStreetMapLink(place)} {...outside}>
          Open in OpenStreetMap
        </Link>
        <Link href={geoLink(place)}>Open in your map app</Link>
      </Box>
    </Box>
  );
}
