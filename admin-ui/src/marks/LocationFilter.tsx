import { useQuery } from '@tanstack/react-query';
import { useInput } from 'react-admin';
import { FilterChip } from '../kit/list/FilterChip.tsx';
import { usePartnerScope } from '../kit/index.ts';
import { LocationPicker } from './LocationPicker.tsx';
import { locationReference } from './reference.ts';

interface LocationFilterProps {
  source: string;
  label?: string;
  alwaysOn?: boolean;
}

/** Narrows a list to where customers are. */
export function LocationFilter({ source }: LocationFilterProps) {
  const { partnerId } = usePartnerScope();
  const { field } = useInput({ source });
  return (
    <LocationPicker
      partnerId={partnerId}
      value={(field.value as string | null) || null}
      onChange={(id) => field.onChange(id)}
      dense
    />
  );
}

/** The filter that is set, in words. */
LocationFilter.Said = function Said({ value, onRemove }: { value: unknown; onRemove: () => void }) {
  const { data } = useQuery({
    queryKey: ['locations', 'chosen', value],
    queryFn: () => locationReference.one(String(value)),
  });
  return <FilterChip text={data ? `Location: ${data.label}` : 'Location'} onRemove={onRemove} />;
};
