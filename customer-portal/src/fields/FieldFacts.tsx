import { FieldValueText } from './FieldValueText.tsx';
import { valuesOf, type CustomField } from './values.ts';

/** The fields of a record that have a value, each with its label; nothing where there are none. */
export function FieldFacts({
  fields,
  values: json,
}: {
  fields: readonly CustomField[];
  values: unknown;
}) {
  const values = valuesOf(json);
  const shown = fields.flatMap((field) => {
    const value = values.get(field.key);
    return value === undefined ? [] : [{ field, value }];
  });
  if (shown.length === 0) return null;
  return (
    <dl className="known">
      {shown.map(({ field, value }) => (
        <div key={field.id}>
          <dt>
            <bdi>{field.label}</bdi>
          </dt>
          <dd>
            <bdi>
              <FieldValueText field={field} value={value} />
            </bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
