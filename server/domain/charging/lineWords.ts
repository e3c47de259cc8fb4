import type { Language } from '../text/languages.ts';
import { shortDay } from '../time/writtenDay.ts';
import type { LocalDate } from '../time/calendar.ts';

/** What the product itself writes on lines and as reasons of documents, in the language of the customer. */
export interface LineWords {
  activationFee: string;
  setupFee: string;
  earlyCancellation: string;
  planChange: string;
  discount: string;
  lateFee: (invoice: string) => string;
  /** Of days that are given back. */
  unusedDays: string;
  endedOn: (day: string, plan: string) => string;
  changedOn: (day: string, plan: string) => string;
  lessFee: string;
  /** Why a request for payment is void. */
  askedOtherwise: string;
  chargedBefore: string;
  chargedBeforeBy: (invoice: string) => string;
}

const WORDS: Readonly<Record<Language, LineWords>> = {
  EN: {
    activationFee: 'Activation fee',
    setupFee: 'Setup fee',
    earlyCancellation: 'Early cancellation',
    planChange: 'Change of plan',
    discount: 'Discount',
    lateFee: (invoice) => `Late fee for invoice ${invoice}`,
    unusedDays: 'Unused days',
    endedOn: (day, plan) => `${plan} ended on ${day}`,
    changedOn: (day, plan) => `Change of plan on ${day}: unused days of ${plan}`,
    lessFee: 'less the fee for the change',
    askedOtherwise: 'What it asked for changed before it was paid.',
    chargedBefore: 'Its days were charged before it was paid.',
    chargedBeforeBy: (invoice) =>
      `Its days were charged before it was paid, by invoice ${invoice}.`,
  },
  DE: {
    activationFee: 'Aktivierungsgebühr',
    setupFee: 'Einrichtungsgebühr',
    earlyCancellation: 'Vorzeitige Kündigung',
    planChange: 'Tarifwechsel',
    discount: 'Rabatt',
    lateFee: (invoice) => `Mahngebühr zu Rechnung ${invoice}`,
    unusedDays: 'Nicht genutzte Tage',
    endedOn: (day, plan) => `${plan} beendet am ${day}`,
    changedOn: (day, plan) => `Tarifwechsel am ${day}: nicht genutzte Tage von ${plan}`,
    lessFee: 'abzüglich der Gebühr für den Wechsel',
    askedOtherwise: 'Was sie anforderte, hat sich geändert, bevor sie bezahlt war.',
    chargedBefore: 'Ihre Tage wurden berechnet, bevor sie bezahlt war.',
    chargedBeforeBy: (invoice) =>
      `Ihre Tage wurden berechnet, bevor sie bezahlt war: mit Rechnung ${invoice}.`,
  },
  FR: {
    activationFee: 'Frais d’activation',
    setupFee: 'Frais d’installation',
    earlyCancellation: 'Résiliation anticipée',
    planChange: 'Changement d’offre',
    discount: 'Remise',
    lateFee: (invoice) => `Frais de retard pour la facture ${invoice}`,
    unusedDays: 'Jours non utilisés',
    endedOn: (day, plan) => `Fin de ${plan} le ${day}`,
    changedOn: (day, plan) => `Changement d’offre le ${day} : jours non utilisés de ${plan}`,
    lessFee: 'moins les frais de changement',
    askedOtherwise: 'Ce qu’elle demandait a changé avant son paiement.',
    chargedBefore: 'Ses jours ont été facturés avant son paiement.',
    chargedBeforeBy: (invoice) =>
      `Ses jours ont été facturés avant son paiement, par la facture ${invoice}.`,
  },
  ES: {
    activationFee: 'Cuota de activación',
    setupFee: 'Cuota de instalación',
    earlyCancellation: 'Cancelación anticipada',
    planChange: 'Cambio de tarifa',
    discount: 'Descuento',
    lateFee: (invoice) => `Recargo por demora de la factura ${invoice}`,
    unusedDays: 'Días no utilizados',
    endedOn: (day, plan) => `Fin de ${plan} el ${day}`,
    changedOn: (day, plan) => `Cambio de tarifa el ${day}: días no utilizados de ${plan}`,
    lessFee: 'menos la cuota por el cambio',
    askedOtherwise: 'Lo que pedía cambió antes de su pago.',
    chargedBefore: 'Sus días se facturaron antes de su pago.',
    chargedBeforeBy: (invoice) =>
      `Sus días se facturaron antes de su pago, en la factura ${invoice}.`,
  },
  PT: {
    activationFee: 'Taxa de ativação',
    setupFee: 'Taxa de instalação',
    earlyCancellation: 'Rescisão antecipada',
    planChange: 'Mudança de tarifário',
    discount: 'Desconto',
    lateFee: (invoice) => `Taxa de atraso da fatura ${invoice}`,
    unusedDays: 'Dias não utilizados',
    endedOn: (day, plan) => `Fim de ${plan} em ${day}`,
    changedOn: (day, plan) => `Mudança de tarifário em ${day}: dias não utilizados de ${plan}`,
    lessFee: 'menos a taxa da mudança',
    askedOtherwise: 'O que pedia mudou antes de ser paga.',
    chargedBefore: 'Os seus dias foram faturados antes de ser paga.',
    chargedBeforeBy: (invoice) =>
      `Os seus dias foram faturados antes de ser paga, pela fatura ${invoice}.`,
  },
};

/** The words of a language; documents in it carry them. */
export function lineWords(language: Language): LineWords {
  return WORDS[language];
}

/** Why days are given back whose plan was ended or changed, in a language. */
export function whyGivenBack(
  language: Language,
  why: { plan: string } & ({ endedOn: LocalDate } | { changedOn: LocalDate; lessFee: boolean }),
): string {
  const words = WORDS[language];
  if ('endedOn' in why) return words.endedOn(shortDay(why.endedOn, language), why.plan);
  const changed = words.changedOn(shortDay(why.changedOn, language), why.plan);
  return why.lessFee ? `${changed}, ${words.lessFee}` : changed;
}
