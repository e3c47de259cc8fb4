import { useState } from 'react';
import { useMutation } from 'urql';
import { failureOf, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { StartMethodSetupDocument } from '../generated/graphql.ts';
import { Button } from '../ui/Button.tsx';
import { FailureNotice } from '../ui/Notice.tsx';
import { useSpeech } from '../words/useWords.tsx';
import type { CardHolder } from './holder.ts';

const startMethodSetup = operation(StartMethodSetupDocument);

/** The way to the page of a provider where a card is saved; nothing where no account keeps any. */
export function AddCard({ accounts }: { accounts: CardHolder['onlinePayment'] }) {
  const { cards: words, link } = useSpeech().words;
  const [, run] = useMutation(startMethodSetup);
  const [leaving, setLeaving] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  if (accounts.length === 0) return null;
  const add = async (gatewayId: string) => {
    if (leaving) return;
    setLeaving(gatewayId);
    setFailure(null);
    const { data, error } = await run({ gatewayId });
    if (data) return location.assign(data.startMethodSetup.redirectUrl);
    if (error) setFailure(failureOf(error));
    setLeaving(null);
  };
  return (
    <div className="stack">
      {failure && (
        <FailureNotice
          failure={failure}
          title={failure.kind === 'offline' ? undefined : words.addFailed}
        />
      )}
      <div className="actions">
        {accounts.map(({ gatewayId, kind }) => (
          <Button
            key={gatewayId}
            busy={leaving === gatewayId && words.opening}
            onClick={() => void add(gatewayId)}
          >
            {accounts.length === 1 ? words.add : words.addAt(link.through[kind])}
          </Button>
        ))}
      </div>
      <p className="muted">{words.addLead}</p>
    </div>
  );
}
