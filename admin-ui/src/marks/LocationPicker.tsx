import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { useCan } from '../kit/index.ts';
import { RecordPicker } from '../kit/pick/RecordPicker.tsx';
import { LocationsQuery } from './api.ts';
import { locationReference } from './reference.ts';

interface LocationPickerProps {
  /** Whose customers it is for; null for any. */
  partnerId: string | null;
  value: string | null;
  onChange: (id: string | null) => void;
  label?: string;
  name?: string;
  error?: string | undefined;
  help?: string;
  dense?: boolean;
  /** One that it may not be. */
  besides?: string;
}

/** Finds a location by its name or number. */
export function LocationPicker({
  partnerId,
  value,
  onChange,
  label = 'Location',
  besides,
  ...rest
}: LocationPickerProps) {
  const allowed = useCan('locations:read');
  const chosen = useQuery({
    queryKey: ['locations', 'chosen', value],
    queryFn: () => locationReference.one(value ?? ''),
    enabled: allowed && value !== null,
    staleTime: 60_000,
  });
  return (
    <RecordPicker<{ id: string; label: string; detail: string }>
      {...rest}
      label={label}
      value={value === null ? null : (chosen.data ?? { id: value, label: '…', detail: '' })}
      onChange={(location) => onChange(location?.id ?? null)}
      queryKey={['locations', 'found', partnerId]}
      find={async (search) =>
        (await request(LocationsQuery, { partnerId, search })).locations
          .filter(({ id }) => id !== besides)
          .slice(0, 50)
          .map(({ id, name, number, parent }) => ({
            id,
            label: name,
            detail: parent ? `${number}, in ${parent.name}` : String(number),
          }))
      }
      labelOf={(location) => location.label}
      option={({ label: name, detail }) => (
        <>
          <span>{name}</span>
          <span>{detail}</span>
        </>
      )}
      enabled={allowed}
      whenOpened
      none="No such location"
      failed="The locations could not be loaded."
    />
  );
}
