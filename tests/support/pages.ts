import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import type { Language } from '@backhaul/domain/text/languages';
import { BUILT_IN } from '../../server/src/modules/templates/builtIn.ts';
import { isRollKind, type TemplateKind } from '../../server/src/modules/templates/kinds.ts';
import { LAYOUT } from '../../server/src/modules/templates/layout.ts';
import {
  type PageForm,
  type RenderAsset,
  type SwissPart,
} from '../../server/src/modules/printing/rendering/protocol.ts';
import { WORDS } from '../../server/src/modules/templates/words/index.ts';
import { sampleData } from '../../server/src/modules/printing/sample.ts';

export const COMPANY = {
  name: 'Nordlicht Netz GmbH',
  street: '1 Hafenstrasse',
  place: '20095 Hamburg',
  country: 'Germany',
  colour: '#0f766e',
  tint: '#e7f1f0',
  address: 'Hafenstrasse 1, 20095 Hamburg, Germany',
  contact: 'billing@isp.example · +49 40 123456',
  taxNumber: 'DE123456789',
  iban: 'DE02120300000000202051',
  ibanPrinted: 'DE02 1203 0000 0000 2020 51',
  bic: 'BYLADEM1001',
  bankName: 'Nordbank',
  footer: 'Thank you for surfing with us.',
  logo: '',
};

interface Sample {
  document: Record<string, unknown>;
  customer: Record<string, unknown>;
  lines: Record<string, string>[];
  payment: Record<string, unknown>;
  [key: string]: unknown;
}

/** The sample document of a kind, as it is handed to the renderer. */
export function sampleJob(
  kind: TemplateKind,
  change: (data: Sample) => void = () => {},
  {
    language = 'EN',
    ...more
  }: {
    source?: string;
    make?: PageForm;
    assets?: RenderAsset[];
    language?: Language;
    swiss?: SwissPart;
  } = {},
) {
  const data = sampleData(
    kind,
    { ...COMPANY, logo: more.assets ? 'asset:logo' : '' },
    { name: 'Nordlicht', number: '4' },
    'https://isp.example',
  ) as Sample;
  change(data);
  return {
    op: 'render' as const,
    page: true,
    paper: isRollKind(kind) ? ('roll' as const) : ('a4' as const),
    source: BUILT_IN[kind].source,
    subject: null,
    data: JSON.stringify({ ...data, language, words: WORDS[language] }),
    title: 'Invoice 7',
    author: COMPANY.name,
    lang: language.toLowerCase(),
    layout: LAYOUT,
    issuedAt: 1_775_000_000,
    assets: [],
    ...more,
  };
}

/** Kept for people to look at. */
export function keep(name: string, bytes: Uint8Array | string): void {
  const folder = path.resolve(import.meta.dirname, '../artifacts');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), bytes);
}

/** A picture of the pages as a person sees it, on white. */
export function pagesPng(svg: string, width: number): Promise<Buffer> {
  return sharp(Buffer.from(svg), { density: 144, limitInputPixels: false })
    .resize(width)
    .flatten({ background: '#fff' })
    .png()
    .toBuffer();
}

/** A name in each script that documents are printed in. */
export const NAMES: Record<string, string> = {
  Latin: 'Łukasz Świątek-Öztürk þór İbrahim Nguyễn Thị Ánh',
  Greek: 'Γιώργος Παπαδόπουλος',
  Cyrillic: 'Юрій Їжакевич Ђорђевић',
  Arabic: 'شركة النور للاتصالات',
  Hebrew: 'דוד בן־גוריון',
  'Chinese, simplified': '中国电信集团有限公司',
  'Chinese, traditional': '臺灣電信股份有限公司',
  Japanese: '渡邉髙橋インターネット株式会社',
  Korean: '김철수 주식회사',
  Thai: 'บริษัท สมชาย จำกัด',
  Devanagari: 'क्षत्रिय दूरसंचार लिमिटेड',
  emoji: 'Café 😀 👩‍💻 ⚡',
};
