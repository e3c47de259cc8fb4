import { useEffect, useRef, useState } from 'react';
import { sayError } from '../api/errors.ts';
import { anyKind, uploadFile, type FileInfo } from './files.ts';

interface Upload {
  /** The file on its way, and how much of it has gone, 0 to 1. */
  sending: { name: string; part: number } | null;
  /** Why the last one was not taken. */
  refused: string | null;
  send: (file: File | undefined) => Promise<void>;
  stop: () => void;
  /** Forgets the refusal. */
  forgive: () => void;
}

/**
 * Sends one file at a time; stops when the page is left. `kinds`: what to choose instead of a file
 * that is not taken.
 */
export function useUpload(onSent: (file: FileInfo) => void, kinds = anyKind): Upload {
  const [sending, setSending] = useState<Upload['sending']>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const under = useRef<AbortController | null>(null);
  useEffect(() => () => under.current?.abort(), []);
  return {
    sending,
    refused,
    stop: () => under.current?.abort(),
    forgive: () => setRefused(null),
    send: async (file) => {
      if (!file) return;
      setRefused(null);
      setSending({ name: file.name, part: 0 });
      under.current = new AbortController();
      try {
        onSent(
          await uploadFile(
            file,
            kinds,
            (part) => setSending({ name: file.name, part }),
            under.current.signal,
          ),
        );
      } catch (error) {
        if (!(error instanceof DOMException)) setRefused(sayError(error));
      } finally {
        setSending(null);
      }
    },
  };
}
