import { useEffect, useState } from 'react';
import { nameIn } from '../documents/fetchDocument.ts';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/useWords.tsx';

export interface FileFacts {
  name: string;
  type: string;
}

const addressOf = (id: string) => `/files/${encodeURIComponent(id)}?app=portal`;

/** A stored file: a picture as such, anything else by its name; to open by itself. */
export function KeptFile({ id, known }: { id: string; known?: FileFacts }) {
  const words = useWords().fields;
  const { facts, missing } = useFileFacts(id, known);
  if (missing) return <span className="muted">{words.noFile}</span>;
  const name = facts?.name ?? words.file;
  return (
    <a
      className="kept-file"
      href={addressOf(id)}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={words.open(name)}
    >
      {facts?.type.startsWith('image/') ? (
        <img src={addressOf(id)} alt="" loading="lazy" />
      ) : (
        <Icon name="document" />
      )}
      <bdi>{name}</bdi>
    </a>
  );
}

/** A file's name and type; only its headers are asked for. */
function useFileFacts(
  id: string,
  known: FileFacts | undefined,
): { facts: FileFacts | null; missing: boolean } {
  const [state, setState] = useState<{ facts: FileFacts | null; missing: boolean }>({
    facts: known ?? null,
    missing: false,
  });
  useEffect(() => {
    if (known) {
      setState({ facts: known, missing: false });
      return;
    }
    const leaving = new AbortController();
    fetch(addressOf(id), { method: 'HEAD', signal: leaving.signal }).then(
      (response) => {
        if (!response.ok) setState({ facts: null, missing: response.status === 404 });
        else
          setState({
            facts: {
              name: nameIn(response.headers.get('content-disposition')) ?? '',
              type: response.headers.get('content-type') ?? '',
            },
            missing: false,
          });
      },
      () => undefined,
    );
    return () => leaving.abort();
  }, [id, known]);
  return state;
}
