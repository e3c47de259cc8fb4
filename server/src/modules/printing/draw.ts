import { languageOf } from '@backhaul/domain/text/languages';
import { conflict } from '../../platform/refusal.ts';
import { BUILT_IN, isPdfKind, isRollKind, LAYOUT, TemplateKind } from '../templates/index.ts';
import { ownSpeaks } from './ownSpeaks.ts';
import { renderer, RenderFailure } from './rendering/pool.ts';
import {
  type PageForm,
  type RenderAnswer,
  type RenderAsset,
  type SwissPart,
} from './rendering/protocol.ts';

/** PDF kinds give pdf alone; mail kinds give subject, html and the same as plain text. */
export interface RenderedDocument {
  subject: string | null;
  html: string | null;
  text: string | null;
  pdf: Buffer | null;
}
/** The same with the name it is downloaded or attached by. */
export interface NamedDocument extends RenderedDocument {
  fileName: string;
}

/** Everything that one rendering needs, read from the database. */
export interface Prepared {
  partnerId: string;
  kind: TemplateKind;
  source: string;
  /** What stands above it whatever the template is; nothing when not said. */
  mark?: string;
  /** The payment part behind it. */
  swiss?: SwissPart | null;
  subject: string | null;
  layout: number;
  data: Record<string, unknown>;
  assets: RenderAsset[];
  title: string;
  author: string;
  issuedAt: number;
  fileName: string;
}

/**
 * Renders in a process of its own. turnOf: whose turn it takes, where that is not the partner whose
 * document it is. stopped: nothing is known to be wrong with the template, but its
 * process was ended.
 */
export async function tryDraw(
  prepared: Prepared,
  { make, bulk, turnOf }: { bulk?: boolean; make?: PageForm; turnOf?: string } = {},
): Promise<RenderAnswer & { stopped?: boolean }> {
  const { partnerId, kind, source, mark = '', subject, layout, data } = prepared;
  const { assets, title, author, issuedAt, swiss } = prepared;
  const json = JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  try {
    return await renderer.run(
      {
        op: 'render',
        page: isPdfKind(kind),
        paper: isRollKind(kind) ? 'roll' : 'a4',
        swiss,
        source: mark + source,
        subject,
        data: json,
        title,
        author,
        lang: languageOf(data.language).toLowerCase(),
        layout,
        issuedAt,
        assets,
        make,
      },
      { bulk, owner: turnOf ?? partnerId },
    );
  } catch (error) {
    if (error instanceof RenderFailure) return { ok: false, problem: error.message, stopped: true };
    throw error;
  }
}

/** Why a document cannot be had, and what to do about it. */
function failed(
  { kind, title }: Prepared,
  problem: string | undefined,
  stopped: boolean | undefined,
): Error {
  const what = `${title || 'The message'}: the template ${kind} could not be rendered: ${problem ?? 'unknown'}`;
  if (stopped)
    return conflict(
      'RENDERING_STOPPED',
      `${what} Try again in a moment; if it goes on, make the template simpler.`,
    );
  return conflict(
    'TEMPLATE_FAILED',
    `${what} Correct the template${
      kind === TemplateKind.INVOICE_PDF
        ? ', then renew the document of an invoice that was issued with it'
        : ' and try again'
    }.`,
  );
}

/** An answer that is well. */
export async function drawnWell(
  prepared: Prepared,
  options: { bulk?: boolean; make?: PageForm },
): Promise<RenderAnswer> {
  const answer = await tryDraw(prepared, options);
  if (!answer.stopped && ownSpeaks(prepared, answer))
    return drawnWell({ ...prepared, ...BUILT_IN[prepared.kind], layout: LAYOUT }, options);
  if (answer.ok) return answer;
  throw failed(prepared, answer.problem, answer.stopped);
}

/**
 * The same as a file or mail; refuses CONFLICT TEMPLATE_FAILED for a template that fails, and
 * CONFLICT RENDERING_STOPPED for one that took too long.
 */
export async function draw(
  prepared: Prepared,
  options: { bulk?: boolean } = {},
): Promise<NamedDocument> {
  const { pdf, subject, html, text } = await drawnWell(prepared, options);
  return {
    pdf: pdf ? Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength) : null,
    subject: subject ?? null,
    html: pdf ? null : (html ?? null),
    text: text ?? null,
    fileName: prepared.fileName,
  };
}
