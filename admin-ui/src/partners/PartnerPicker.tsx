import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import type { CustomerPartnerChoicesQuery as Choices } from '../generated/graphql.ts';
import { RecordPicker } from '../kit/pick/RecordPicker.tsx';

const PartnerChoicesQuery = graphql(`
  query CustomerPartnerChoices($search: String) {
    partners(filter: { search: $search }, first: 50, sort: [{ field: "name" }]) {
      nodes {
        id
        number
        name
        currency
      }
    }
  }
`);

export type PartnerChosen = Choices['partners']['nodes'][number];

interface PartnerPickerProps {
  value: PartnerChosen | null;
  onChange: (partner: PartnerChosen | null) => void;
  error?: string | undefined;
}

/** The partner a new record belongs to, which also fixes its currency. */
export function PartnerPicker(props: PartnerPickerProps) {
  return (
    <RecordPicker<PartnerChosen>
      {...props}
      label="Partner"
      name="partnerId"
      required
      queryKey={['partners', 'choices']}
      find={async (search) => (await request(PartnerChoicesQuery, { search })).partners.nodes}
      labelOf={({ name }) => name}
      none="No partner found"
      help={props.value ? `Billed in ${props.value.currency}` : ''}
    />
  );
}
