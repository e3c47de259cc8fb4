import { ButtonLink } from '../ui/Button.tsx';
import { Page } from '../ui/Page.tsx';
import { useWords } from '../words/useWords.tsx';

export function MissingPage() {
  const words = useWords().missing;
  return (
    <Page title={words.title}>
      <div className="stack">
        <p>{words.lead}</p>
        <div>
          <ButtonLink to="/" look="primary">
            {words.home}
          </ButtonLink>
        </div>
      </div>
    </Page>
  );
}
