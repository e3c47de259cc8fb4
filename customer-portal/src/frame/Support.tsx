import { useBrand } from '../session/brand.ts';
import { useWords } from '../words/useWords.tsx';

/** How to reach the partner, as far as it says. */
export function Support() {
  const { supportEmail, supportPhone } = useBrand();
  const words = useWords().support;
  if (!supportEmail && !supportPhone) return null;
  return (
    <div className="support">
      <span className="strong">{words.title}</span>
      {supportEmail && <a href={`mailto:${supportEmail}`}>{words.write(supportEmail)}</a>}
      {supportPhone && (
        <a href={`tel:${supportPhone.replace(/[^+\d]/g, '')}`}>{words.call(supportPhone)}</a>
      )}
    </div>
  );
}
