import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { FieldFrame } from '../ui/Field.tsx';
import { useWords } from '../words/useWords.tsx';
import { KeptFile, type FileFacts } from './KeptFile.tsx';
import { sendFile } from './sendFile.ts';

interface FileInputProps {
  label: string;
  hint?: string;
  error?: string;
  id: string;
  saved: boolean;
  onChoose: (id: string) => void;
}

/** Of the kinds the server takes by their content; phones offer the camera, and turn its pictures into one of these. */
const ACCEPTED =
  'image/png,image/jpeg,image/webp,image/gif,application/pdf,text/plain,text/csv,.docx,.xlsx,.pptx,.odt,.ods,.odp,.doc,.xls,.ppt';

/** A photo or document: sent at once, kept when the form is saved. */
export function FileInput({ label, hint, error, id, saved, onChoose }: FileInputProps) {
  const words = useWords().fields;
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [sent, setSent] = useState<{ id: string; facts: FileFacts } | null>(null);

  const choose = async (file: File) => {
    setProblem(undefined);
    setSending(true);
    const answer = await sendFile(file);
    setSending(false);
    if ('problem' in answer) {
      setProblem(
        {
          large: words.tooLarge,
          kind: words.badType,
          full: words.noRoom,
          failed: words.uploadFailed,
        }[answer.problem],
      );
      return;
    }
    setSent({ id: answer.id, facts: answer });
    onChoose(answer.id);
  };

  const fresh = sent?.id === id ? sent.facts : undefined;
  // Here, and lost unless the form is saved.
  const waits = saved ? undefined : fresh;
  return (
    <FieldFrame
      label={label}
      hint={[hint, words.fileHint].filter(Boolean).join(' ')}
      error={problem ?? error}
      bare
    >
      {(ties) => (
        <div className="stack plain">
          {id && <KeptFile id={id} known={fresh} />}
          <div className="actions file-actions">
            <span className="button button-secondary file-button">
              {sending && <span className="spinner" aria-hidden="true" />}
              <span aria-hidden="true">
                {sending ? words.uploading : id ? words.replace : words.choose}
              </span>
              <input
                {...ties}
                type="file"
                accept={ACCEPTED}
                aria-busy={sending || undefined}
                onChange={(event) => {
                  const [file] = event.target.files ?? [];
                  event.target.value = '';
                  if (file && !sending) void choose(file);
                }}
              />
            </span>
            {id && (
              <Button
                look="quiet"
                onClick={() => {
                  setProblem(undefined);
                  onChoose('');
                }}
              >
                {words.remove}
              </Button>
            )}
          </div>
          <p role="status" className={waits ? 'muted' : 'only-read'}>
            {sending ? words.uploading : waits && words.uploaded(waits.name)}
          </p>
        </div>
      )}
    </FieldFrame>
  );
}
