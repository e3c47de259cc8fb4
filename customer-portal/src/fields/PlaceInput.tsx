import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Field, FieldGroup } from '../ui/Field.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { draftOf, valueOfDraft } from './drafts.ts';
import { PlaceText } from './FieldValueText.tsx';
import { isPlace } from './values.ts';

interface PlaceInputProps {
  label: string;
  hint?: string;
  error?: string;
  draft: readonly string[];
  onDraft: (draft: readonly string[]) => void;
}

/** A place by its coordinates: typed, or where the reader is now. It needs no map, and so no connection. */
export function PlaceInput({ label, hint, error, draft, onDraft }: PlaceInputProps) {
  const {
    words: { fields: words },
    locale,
  } = useSpeech();
  const [finding, setFinding] = useState(false);
  const [lost, setLost] = useState(false);
  const [lat = '', lon = ''] = draft;
  const invalid = error ? true : undefined;
  const place = valueOfDraft({ type: 'PLACE' }, draft, locale);

  const find = () => {
    setLost(false);
    setFinding(true);
    const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setFinding(false);
        const found = draftOf(
          { type: 'PLACE' },
          { lat: round(coords.latitude), lon: round(coords.longitude) },
          locale,
        );
        if (typeof found !== 'string') onDraft(found);
      },
      () => {
        setFinding(false);
        setLost(true);
      },
      { enableHighAccuracy: true, timeout: 20_000 },
    );
  };

  return (
    <FieldGroup label={label} hint={hint} error={error}>
      <div className="fields">
        <Field
          label={words.latitude}
          inputMode="text"
          autoComplete="off"
          dir="ltr"
          value={lat}
          aria-invalid={invalid}
          onChange={(typed) => onDraft([typed, lon])}
        />
        <Field
          label={words.longitude}
          inputMode="text"
          autoComplete="off"
          dir="ltr"
          value={lon}
          aria-invalid={invalid}
          onChange={(typed) => onDraft([lat, typed])}
        />
      </div>
      {'geolocation' in navigator && (
        <div>
          <Button onClick={find} busy={finding && words.finding}>
            {words.usePosition}
          </Button>
        </div>
      )}
      <p role="status" className={lost ? 'field-error' : 'only-read'}>
        {lost && words.noPosition}
      </p>
      {isPlace(place) && (
        <p>
          <PlaceText lat={place.lat} lon={place.lon} />
        </p>
      )}
    </FieldGroup>
  );
}
