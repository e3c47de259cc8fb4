import { useState } from 'react';
import { Box } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { LocationKind, LocationShownFragment } from '../generated/graphql.ts';
import { CustomFieldInputs, asValues, useCustomFieldsForm } from '../fields/index.ts';
import { Choice, Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { SaveLocation } from './api.ts';
import { LocationPicker } from './LocationPicker.tsx';
import { kinds } from './words.ts';

interface LocationDialogProps {
  partner: { id: string; name: string };
  /** The one that is changed; a new one without. */
  location: LocationShownFragment | null;
  onClose: () => void;
  onSaved: (name: string) => void;
}

const coordinate = (text: string): number | null =>
  text.trim() === '' ? null : Number(text.trim().replace(',', '.'));

/** What is typed of a point that is none. */
function wrongPoint(lat: string, lon: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ lat, lon })
      .filter(([, text]) => Number.isNaN(coordinate(text)))
      .map(([key]) => [key, 'Enter degrees, such as -33.9249.']),
  );
}

/** Makes or changes a location. */
export function LocationDialog({ partner, location, onClose, onSaved }: LocationDialogProps) {
  const queryClient = useQueryClient();
  const submission = useSubmit();
  const [kind, setKind] = useState<LocationKind>(location?.kind ?? 'AREA');
  const [name, setName] = useState(location?.name ?? '');
  const [parentId, setParentId] = useState(location?.parent?.id ?? null);
  const [address, setAddress] = useState(location?.address ?? '');
  const [lat, setLat] = useState(location?.lat?.toString() ?? '');
  const [lon, setLon] = useState(location?.lon?.toString() ?? '');
  const owner = location?.partner.id ?? partner.id;
  const custom = useCustomFieldsForm(
    'LOCATION',
    owner,
    location ? asValues(location.customFields) : null,
  );
  const save = async () => {
    const wrong = { ...wrongPoint(lat, lon), ...custom.problems() };
    if (Object.keys(wrong).length > 0) return submission.refuse(wrong);
    await submission.submit(async () => {
      const input = {
        kind,
        name,
        parentId,
        address: address.trim() || null,
        lat: coordinate(lat),
        lon: coordinate(lon),
        customFields: custom.input(),
      };
      await custom.named(() =>
        request(SaveLocation, { id: location?.id ?? null, input: { ...input, partnerId: owner } }),
      );
      await queryClient.invalidateQueries({ queryKey: ['locations'] });
      onSaved(name);
    });
  };
  const errors = submission.fields;
  return (
    <FormDialog
      title={location ? `Change ${location.name}` : `New location of ${partner.name}`}
      submitLabel={location ? 'Change location' : 'Create location'}
      submission={submission}
      onSubmit={() => void save()}
      onClose={onClose}
      failure={location ? 'The location was not changed.' : 'The location was not created.'}
    >
      <Field
        name="name"
        label="Name"
        value={name}
        onChange={setName}
        errors={errors}
        required
        autoFocus
      />
      <Choice
        name="kind"
        label="Kind"
        value={kind}
        onChange={setKind}
        choices={kinds}
        errors={errors}
        help="An area groups customers; a site is a place where devices stand."
      />
      <LocationPicker
        partnerId={owner}
        value={parentId}
        onChange={setParentId}
        label="Lies in"
        name="parentId"
        error={errors['parentId']}
        {...(location ? { besides: location.id } : {})}
      />
      <Field name="address" label="Address" value={address} onChange={setAddress} errors={errors} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: '1fr 1fr' }}>
        <Field name="lat" label="Latitude" value={lat} onChange={setLat} errors={errors} />
        <Field name="lon" label="Longitude" value={lon} onChange={setLon} errors={errors} />
      </Box>
      <CustomFieldInputs form={custom} errors={errors} />
    </FormDialog>
  );
}
