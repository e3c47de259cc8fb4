import {
  type SwissAddress,
  type SwissBill,
  swissPayload,
} from '@backhaul/domain/documents/swissBill';
import { printIban } from '@backhaul/domain/text/bankAccount';
import type { SwissPart } from './rendering/protocol.ts';

/** The languages in which a bill may be printed. */
export type SwissLanguage = 'DE' | 'FR' | 'IT' | 'EN';

/** What is printed on a bill: no other words may stand there. Source: Swiss QR-bill, headings in four languages. */
const WORDS: Readonly<Record<SwissLanguage, SwissPart['words']>> = {
  DE: {
    payment: 'Zahlteil',
    account: 'Konto / Zahlbar an',
    reference: 'Referenz',
    additional: 'Zusätzliche Informationen',
    currency: 'Währung',
    amount: 'Betrag',
    receipt: 'Empfangsschein',
    acceptance: 'Annahmestelle',
    separate: 'Vor der Einzahlung abzutrennen',
    payableBy: 'Zahlbar durch',
    payableByHand: 'Zahlbar durch (Name/Adresse)',
    code: 'Swiss QR Code',
  },
  FR: {
    payment: 'Section paiement',
    account: 'Compte / Payable à',
    reference: 'Référence',
    additional: 'Informations supplémentaires',
    currency: 'Monnaie',
    amount: 'Montant',
    receipt: 'Récépissé',
    acceptance: 'Point de dépôt',
    separate: 'A détacher avant le versement',
    payableBy: 'Payable par',
    payableByHand: 'Payable par (nom/adresse)',
    code: 'Swiss QR Code',
  },
  IT: {
    payment: 'Sezione pagamento',
    account: 'Conto / Pagabile a',
    reference: 'Riferimento',
    additional: 'Informazioni supplementari',
    currency: 'Valuta',
    amount: 'Importo',
    receipt: 'Ricevuta',
    acceptance: 'Punto di accettazione',
    separate: 'Da staccare prima del versamento',
    payableBy: 'Pagabile da',
    payableByHand: 'Pagabile da (nome/indirizzo)',
    code: 'Swiss QR Code',
  },
  EN: {
    payment: 'Payment part',
    account: 'Account / Payable to',
    reference: 'Reference',
    additional: 'Additional information',
    currency: 'Currency',
    amount: 'Amount',
    receipt: 'Receipt',
    acceptance: 'Acceptance point',
    separate: 'Separate before paying in',
    payableBy: 'Payable by',
    payableByHand: 'Payable by (name/address)',
    code: 'Swiss QR Code',
  },
};

/** The language of a bill on a document of another: that one where a bill may have it, else English. */
export function swissLanguage(language: string | null): SwissLanguage {
  return language === 'DE' || language === 'FR' || language === 'IT' ? language : 'EN';
}

/** A bill as it is drawn: what a person reads, and what a scanner does. */
export function swissPart(bill: SwissBill, language: SwissLanguage): SwissPart {
  const { iban, creditor, debtor, amount, currency, referenceType, reference, message } = bill;
  return {
    words: WORDS[language],
    payload: swissPayload(bill),
    iban: printIban(iban),
    creditor: linesOf(creditor),
    debtor: debtor && linesOf(debtor),
    amount: amount.replace(/\B(?=(\d{3})+\.)/g, ' '),
    currency,
    reference: referenceType === 'QRR' ? inFives(reference) : printIban(reference),
    message,
  };
}

function linesOf({ name, street, house, zip, city }: SwissAddress): string[] {
  return [name, [street, house].filter(Boolean).join(' '), `${zip} ${city}`].filter(Boolean);
}

/** 00 00000 00000 00202 60600 00175 */
function inFives(reference: string): string {
  return reference.replace(/(?=(?:.{5})+$)/g, ' ').trim();
}
