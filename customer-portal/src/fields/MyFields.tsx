import { operation } from '../api/operation.ts';
import { usePageQuery, type PageData } from '../api/usePageQuery.ts';
import {
  MyFieldsDocument,
  type MyFieldsQuery,
  type MyFieldsQueryVariables,
} from '../generated/graphql.ts';
import { useWords } from '../words/useWords.tsx';
import { FieldFacts } from './FieldFacts.tsx';
import { FieldsForm } from './FieldsForm.tsx';
import { isOwnKind } from './records.ts';
import { valuesOf, type CustomField } from './values.ts';

const myFields = operation(MyFieldsDocument);
const none: MyFieldsQueryVariables = {};

/** What can be filled in here; what refers to records that only staff see is theirs to change. */
const isOpen = (field: CustomField) =>
  field.portal === 'EDIT' &&
  !field.archived &&
  (field.type !== 'REFERENCE' || isOwnKind(field.references));

/** For the page to ask, which says once what could not be loaded. */
export const useMyFields = (): PageData<MyFieldsQuery> => usePageQuery(myFields, none);

/** What the provider keeps of the customer beyond its contact details: to read, and to fill in where that is wanted. */
export function MyFields({ data }: { data: MyFieldsQuery | undefined }) {
  const words = useWords().fields;
  const customer = data?.viewer?.customer;
  if (!customer) return null;
  const open = data.customFields.filter(isOpen);
  const values = valuesOf(customer.customFields);
  const fixed = data.customFields.filter((field) => !isOpen(field) && values.has(field.key));
  if (open.length === 0 && fixed.length === 0) return null;
  return (
    <section aria-labelledby="fields">
      <h2 id="fields">{words.title}</h2>
      <div className="card stack">
        {fixed.length > 0 && (
          <>
            <FieldFacts fields={fixed} values={customer.customFields} />
            <p className="hint">{words.bySupport}</p>
          </>
        )}
        {open.length > 0 && (
          <FieldsForm customerId={customer.id} fields={open} values={customer.customFields} />
        )}
      </div>
    </section>
  );
}
