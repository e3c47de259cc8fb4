import { Link } from 'react-router';
import type { CustomFieldEntity } from '../generated/graphql.ts';
import { Bone } from '../ui/states.tsx';
import { useWords } from '../words/useWords.tsx';
import { useOwnRecords } from './records.ts';

/** What a field refers to, by its name where it is the reader's own. */
export function RecordName({ entity, id }: { entity: CustomFieldEntity | null; id: string }) {
  const words = useWords().fields;
  const records = useOwnRecords(entity);
  if (!records) return <Bone width="8rem" />;
  const record = records.find((each) => each.id === id);
  if (!record) return <span className="muted">{words.known}</span>;
  return record.to ? <Link to={record.to}>{record.name}</Link> : <>{record.name}</>;
}
