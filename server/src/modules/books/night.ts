import { countOf } from '@backhaul/domain/text/plural';
import { UTC } from '@backhaul/domain/time/partnerClock';
import type { App } from '../../kit/app.ts';
import { NOBODY } from '../../tenancy/scope.ts';
import { tellOfBooks } from '../messages/index.ts';
import { rootPartner } from '../partners/index.ts';
import { checkBooks, sayAmiss, type Invariant } from './books.service.ts';

/** So many of what is wrong stand in the mail of the night. */
const SAID = 10;

/** Checks the books of the whole installation; where something is wrong, its administrators and the log are told. */
export async function checkAllBooks(app: App): Promise<void> {
  const root = await app.boundary.inSql(NOBODY, rootPartner);
  const scope = root && (await app.boundary.jobScope(root));
  if (!scope || scope.kind === 'nobody') return;
  const broken = (await checkBooks(app, scope, scope.path)).filter(({ holds }) => !holds);
  if (!broken.length) return;
  app.log.error(
    { broken: broken.map(({ name, records }) => ({ name, records })) },
    'the books are not in order',
  );
  const day = app.clock.today(UTC);
  const said = {
    booksHeadline: `The books are not in order: ${broken.map(({ name }) => name).join(', ')}`,
    booksText: inWords(broken),
    booksLink: `${app.publicUrl()}/admin/books`,
  };
  await app.boundary.inSql(scope, (sql) => tellOfBooks(sql, scope, { day, said }));
}

function inWords(broken: readonly Invariant[]): string {
  const all = broken.flatMap(({ records }) => records.map(sayAmiss));
  const more = all.length - SAID;
  return [
    ...all.slice(0, SAID),
    ...(more > 0 ? [`and ${countOf(more, 'more record', 'more records')}`] : []),
  ].join('; ');
}
