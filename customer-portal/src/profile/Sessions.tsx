import { formatInstant, formatRelative } from '@backhaul/design';
import { useState } from 'react';
import { useMutation } from 'urql';
import { failureOf, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { RevokeSessionDocument, type ProfileQuery } from '../generated/graphql.ts';
import { Button } from '../ui/Button.tsx';
import { FailureNotice } from '../ui/Notice.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { deviceOf } from './device.ts';

const revokeSession = operation(RevokeSessionDocument);

type SessionRow = ProfileQuery['sessions'][number];

/** Where the account is open, and how to close it there. */
export function Sessions({
  sessions,
  onChanged,
}: {
  sessions: SessionRow[];
  onChanged: () => void;
}) {
  const {
    words: { profile: words },
  } = useSpeech();
  const [, run] = useMutation(revokeSession);
  const [ending, setEnding] = useState<string | null>(null);
  const [ended, setEnded] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const revoke = async (session: SessionRow, device: string) => {
    setEnding(session.id);
    setFailure(null);
    const { data, error } = await run({ id: session.id });
    setEnding(null);
    if (data) setEnded(device);
    if (error) setFailure(failureOf(error));
    onChanged();
  };

  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{words.sessions}</h2>
      {failure && <FailureNotice failure={failure} />}
      <p role="status" className={ended ? 'paid' : 'only-read'}>
        {ended && words.revoked(ended)}
      </p>
      <ul className="rows card">
        {[...sessions]
          .sort((a, b) => Number(b.current) - Number(a.current))
          .map((session) => (
            <SessionLine
              key={session.id}
              session={session}
              ending={ending === session.id}
              onRevoke={revoke}
            />
          ))}
      </ul>
    </section>
  );
}

function SessionLine({
  session,
  ending,
  onRevoke,
}: {
  session: SessionRow;
  ending: boolean;
  onRevoke: (session: SessionRow, device: string) => void;
}) {
  const {
    words: { profile: words },
    locale,
  } = useSpeech();
  const names = deviceOf(session.userAgent ?? '');
  const device = names ? words.onDevice(names.browser, names.system) : words.unknownDevice;
  return (
    <li className="row">
      <span className="row-main">
        <span className="row-title">{device}</span>
        <span className="row-note">
          {session.current ? (
            words.thisDevice
          ) : (
            <span title={formatInstant(session.lastSeenAt, locale)}>
              {words.lastSeen(formatRelative(session.lastSeenAt, locale))}
            </span>
          )}
          {', '}
          {words.signedInOn(formatInstant(session.createdAt, locale))}
          {session.address && `, ${session.address}`}
        </span>
      </span>
      {!session.current && (
        <span className="row-end">
          <Button
            aria-label={words.revokeOf(device)}
            busy={ending && words.signingOut}
            onClick={() => onRevoke(session, device)}
          >
            {words.revoke}
          </Button>
        </span>
      )}
    </li>
  );
}
