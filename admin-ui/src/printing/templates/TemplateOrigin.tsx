import type { TemplateHead } from './api.ts';
import { InstantText } from '../../kit/index.ts';

/** Whose version of a template applies, in words. */
export function TemplateOrigin({
  template,
  partnerId,
}: {
  template: Pick<TemplateHead, 'builtIn' | 'inherited' | 'partner' | 'history'>;
  partnerId: string;
}) {
  if (template.builtIn) return <>Built-in</>;
  if (template.inherited)
    return (
      <>From {template.partner.id === partnerId ? 'a partner above' : template.partner.name}</>
    );
  const [last] = template.history;
  return last ? (
    <>
      Set here by {last.changedBy}, <InstantText at={last.changedAt} />
    </>
  ) : (
    <>Set here</>
  );
}
