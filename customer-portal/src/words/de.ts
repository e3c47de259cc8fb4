import { fullStop } from './fullStop.ts';
import type { ChangeWriter, SaidChange } from '@backhaul/domain/charging/sayLineChange';
import type { PaymentRefusal } from '../generated/graphql.ts';
import type { Words } from './en.ts';

const NOTHING = 'Es wurde nichts abgebucht.';
const UNUSABLE = `Die Bank sagt, dass die Karte nicht mehr verwendet werden kann. ${NOTHING} Nehmen Sie eine andere Karte.`;

/** Why a provider took nothing, and what to do next. */
const REFUSED: Record<PaymentRefusal, string> = {
  CARD_DECLINED: `Die Karte wurde abgelehnt. ${NOTHING} Nehmen Sie eine andere, oder fragen Sie Ihre Bank, warum.`,
  INSUFFICIENT_FUNDS: `Das Konto der Karte ist nicht gedeckt. ${NOTHING} Versuchen Sie es später, oder bezahlen Sie anders.`,
  LIMIT_EXCEEDED: `Der Betrag liegt über einem Limit der Karte. ${NOTHING} Lassen Sie es von Ihrer Bank erhöhen, oder bezahlen Sie anders.`,
  EXPIRED_CARD: `Die Karte ist abgelaufen. ${NOTHING} Nehmen Sie eine andere Karte.`,
  LOST_CARD: UNUSABLE,
  STOLEN_CARD: UNUSABLE,
  CLOSED_ACCOUNT: `Das Konto der Karte ist geschlossen. ${NOTHING} Nehmen Sie eine andere Karte.`,
  AUTHENTICATION_REQUIRED: `Die Bank verlangt, dass Sie diese Zahlung selbst bestätigen. ${NOTHING} Öffnen Sie die Rechnung und bezahlen Sie sie dort.`,
  AUTHENTICATION_FAILED: `Die Zahlung wurde bei Ihrer Bank nicht bestätigt. ${NOTHING} Versuchen Sie es noch einmal, oder bezahlen Sie anders.`,
  WRONG_DETAILS: `Nummer, Datum oder Prüfziffer der Karte stimmen nicht. ${NOTHING} Sehen Sie auf der Karte nach und geben Sie sie neu ein.`,
  SUSPECTED_FRAUD: `Die Zahlung wurde vorsichtshalber angehalten. ${NOTHING} Bezahlen Sie anders, oder fragen Sie Ihre Bank.`,
  METHOD_GONE: `Die gespeicherte Karte gibt es nicht mehr. ${NOTHING} Speichern Sie eine Karte neu, oder bezahlen Sie anders.`,
  AMOUNT_NOT_POSSIBLE: `Der Zahlungsdienst nimmt diesen Betrag nicht an. ${NOTHING} Bezahlen Sie einen anderen Betrag, oder anders.`,
  CURRENCY_NOT_POSSIBLE: `Der Zahlungsdienst nimmt diese Währung nicht an. ${NOTHING} Bezahlen Sie anders.`,
  PAGE_EXPIRED: `Die Seite zum Bezahlen war zu lange offen und ist geschlossen. ${NOTHING} Beginnen Sie die Zahlung neu.`,
  PROVIDER_TROUBLE: `Der Zahlungsdienst hatte ein Problem. ${NOTHING} Versuchen Sie es in einigen Minuten noch einmal.`,
  ACCOUNT_TROUBLE: `Diese Zahlungsart ist gerade nicht bereit. ${NOTHING} Bezahlen Sie anders; wir wissen davon.`,
  UNKNOWN: `Die Zahlung hat nicht geklappt, und niemand sagt, warum. ${NOTHING} Versuchen Sie es noch einmal, oder bezahlen Sie anders.`,
};

/** When what is due is taken for the first time. */
function fromDueDay(offsetDays: number): string {
  if (offsetDays === 0) return 'am Tag der Fälligkeit';
  const days = Math.abs(offsetDays) === 1 ? 'einen Tag' : `${Math.abs(offsetDays)} Tage`;
  return `${days} ${offsetDays < 0 ? 'vor' : 'nach'} der Fälligkeit`;
}

export const de: Words = {
  skip: 'Zum Inhalt springen',
  loading: 'Wird geladen',
  tryAgain: 'Erneut versuchen',
  nav: {
    label: 'Hauptnavigation',
    home: 'Start',
    invoices: 'Rechnungen',
    payments: 'Zahlungen',
    documents: 'Dokumente',
    services: 'Dienste',
    profile: 'Profil',
  },
  connection: {
    live: 'Verbunden',
    connecting: 'Verbindung wird aufgebaut',
    lost: 'Keine Verbindung. Die Angaben sind vielleicht nicht mehr aktuell; sie werden von selbst aufgefrischt, sobald Sie wieder online sind.',
  },
  tested: (day) => `Test, ${day}: Nichts hier ist echt, und es ist nichts zu zahlen.`,
  support: {
    title: 'Brauchen Sie Hilfe?',
    write: (address) => `Schreiben Sie an ${address}`,
    call: (phone) => `Rufen Sie an: ${phone}`,
  },
  failure: {
    offline: {
      title: 'Keine Verbindung',
      advice: 'Prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal.',
    },
    signedOut: {
      title: 'Sie sind abgemeldet',
      advice: 'Melden Sie sich wieder an, um fortzufahren.',
    },
    forbidden: {
      title: 'Dafür haben Sie keine Berechtigung',
      advice: 'Wenn das nicht stimmen kann, wenden Sie sich bitte an den Kundendienst.',
    },
    notFound: {
      title: 'Nicht gefunden',
      advice: 'Es wurde vielleicht entfernt, oder der Link ist unvollständig.',
    },
    input: {
      title: 'Bitte prüfen Sie Ihre Eingaben',
      advice: 'Die Hinweise stehen bei den Feldern.',
    },
    conflict: {
      title: 'Das hat sich inzwischen geändert',
      advice: 'Laden Sie die Seite neu und sehen Sie sie sich noch einmal an.',
    },
    limited: {
      title: 'Zu viele Versuche',
      advice: 'Warten Sie einige Minuten und versuchen Sie es dann noch einmal.',
    },
    internal: {
      title: 'Bei uns ist etwas schiefgegangen',
      advice:
        'Versuchen Sie es gleich noch einmal; wenn es so bleibt, wenden Sie sich an den Kundendienst.',
    },
    kept: { offline: 'Ihre Eingaben bleiben erhalten.', internal: 'Es wurde nichts geändert.' },
    quote: 'Nennen Sie dem Kundendienst diese Nummer:',
  },
  refused: {
    same: 'Das ist schon Ihre Adresse.',
    email: 'Das ist keine E-Mail-Adresse.',
    controls: 'Zeilenumbrüche und Steuerzeichen sind hier nicht möglich.',
    tooLong: (most) => `Geben Sie höchstens ${most} Zeichen ein.`,
    tooShort: (least) => `Geben Sie mindestens ${least} Zeichen ein.`,
    missing: 'Füllen Sie das aus.',
    taken: 'Das ist nicht möglich. Geben Sie etwas anderes ein.',
    signsInWith: 'Mit dieser Adresse melden Sie sich an, sie kann deshalb nicht wegfallen.',
    unfit: 'Prüfen Sie das: Es passt hier nicht.',
  },
  signIn: {
    title: 'Anmelden',
    lead: 'Sehen, was offen ist, Rechnungen ansehen und bezahlen.',
    identifier: 'E-Mail oder Benutzername',
    password: 'Passwort',
    show: 'Anzeigen',
    hide: 'Verbergen',
    showPassword: 'Passwort anzeigen',
    hidePassword: 'Passwort verbergen',
    submit: 'Anmelden',
    busy: 'Anmeldung läuft',
    missingIdentifier: 'Geben Sie Ihre E-Mail-Adresse oder Ihren Benutzernamen ein.',
    missingPassword: 'Geben Sie Ihr Passwort ein.',
    wrong: 'E-Mail oder Benutzername und Passwort passen nicht zusammen.',
    wrongAdvice:
      'Prüfen Sie beides und versuchen Sie es noch einmal. Beim Passwort zählt Groß- und Kleinschreibung.',
    limited: 'Zu viele Versuche. Warten Sie einige Minuten und versuchen Sie es dann noch einmal.',
    offline:
      'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal; Ihre Eingaben sind noch da.',
    ended: 'Ihre Sitzung ist abgelaufen. Melden Sie sich an, um dort weiterzumachen, wo Sie waren.',
    forgot: 'Passwort vergessen?',
  },
  forgot: {
    title: 'Neues Passwort',
    lead: 'Sagen Sie uns, wer Sie sind. Wir schicken einen Link zum Wählen eines neuen Passworts an die E-Mail-Adresse Ihres Kontos.',
    noMail: (provider, contact) =>
      `Von hier aus kann im Moment keine E-Mail verschickt werden, ein Link käme also nicht an. ${provider} kann Ihnen ein neues Passwort einrichten: ${contact ? 'Schreiben Sie oder rufen Sie an.' : 'Wie Sie dort jemanden erreichen, steht auf Ihren Rechnungen.'}`,
    submit: 'Link schicken',
    busy: 'Wird geschickt',
    sent: 'Sehen Sie in Ihre E-Mail',
    sentLead: (identifier) =>
      `Wenn es ein Konto für ${identifier} gibt, ist eine E-Mail mit einem Link unterwegs. Der Link gilt einmal und eine Stunde lang.`,
    nothingCame:
      'Nach einigen Minuten nichts da? Sehen Sie im Spam nach und prüfen Sie Ihre Eingabe. Ohne E-Mail-Adresse im Konto kann Ihnen Ihr Anbieter ein Passwort einrichten.',
    again: 'Anders versuchen',
    limited: 'Zu viele Anfragen. Warten Sie 15 Minuten und versuchen Sie es dann noch einmal.',
    back: 'Zurück zur Anmeldung',
  },
  reset: {
    title: 'Passwort wählen',
    lead: 'Damit melden Sie sich ab jetzt an. Überall sonst werden Sie abgemeldet.',
    password: 'Neues Passwort',
    submit: 'Passwort festlegen',
    busy: 'Passwort wird festgelegt',
    missing: 'Geben Sie ein Passwort ein.',
    tooShort: 'Geben Sie mindestens 8 Zeichen ein.',
    tooLong: 'Geben Sie höchstens 200 Zeichen ein.',
    done: 'Ihr Passwort ist festgelegt',
    doneLead: 'Melden Sie sich jetzt damit an.',
    signIn: 'Anmelden',
    spent: 'Dieser Link gilt nicht mehr',
    spentLead:
      'Er wurde schon benutzt oder ist zu alt. Fordern Sie einen neuen an; er kommt per E-Mail.',
    missingToken: 'Dieser Link ist unvollständig',
    missingTokenLead:
      'Öffnen Sie den Link in Ihrer E-Mail noch einmal, oder fordern Sie einen neuen an.',
    askAnew: 'Neuen Link anfordern',
  },
  home: {
    title: 'Start',
    hello: (name) => `Guten Tag, ${name}`,
    customerNumber: (number) => `Kundennummer ${number}`,
    youOwe: 'Offener Betrag',
    overdueSince: (amount, date) => `davon ${amount} überfällig seit ${date}`,
    allOverdueSince: (date) => `Überfällig seit ${date}`,
    payBy: (date) => `Zahlbar bis ${date}`,
    firstPayBy: (date) => `Erste Zahlung fällig bis ${date}`,
    used: 'Seit der letzten Rechnung genutzt',
    usedMuch: (quantity, period) => `Menge ${quantity}, ${period}`,
    usedLater: 'Es kommt nach dem Abrechnungszeitraum auf eine Rechnung.',
    usedBeforeTax: 'Vor Steuer. Es kommt nach dem Abrechnungszeitraum auf eine Rechnung.',
    usedAhead: 'Es wird mit der nächsten Abbuchung von Ihrem Guthaben abgezogen.',
    usedMore: (count) => `${count} weitere`,
    ahead: 'Wenn nichts bezahlt wird',
    comingDays: 'Die nächsten Tage',
    charged: (amount, card, date) => `${amount} werden am ${date} von selbst von ${card} abgebucht`,
    aheadToday: 'Nach heutigem Stand. Was bis dahin berechnet wird, kommt dazu.',
    promised: (date) =>
      `Sie haben zugesagt, bis ${date} zu zahlen. Bis dahin geschieht nichts davon.`,
    step: (kind, date, amount, blockedSince) =>
      ({
        PROMISE: '',
        REMINDER: `Zahlungserinnerung am ${date}`,
        LATE_FEE: `Mahngebühr von ${amount} am ${date}`,
        BLOCK: `Ihr Anschluss wird am ${date} gesperrt, wenn nicht ${amount} eingehen`,
        DEACTIVATE: blockedSince
          ? `Ihr Anschluss ist seit ${blockedSince} gesperrt und endet am ${date}, wenn nicht ${amount} eingehen`
          : `Ihr Anschluss endet am ${date}, wenn nicht ${amount} eingehen`,
      })[kind],
    openInvoices: (count) => (count === 1 ? '1 offene Rechnung' : `${count} offene Rechnungen`),
    allPaid: 'Alles bezahlt',
    allPaidLead: 'Zurzeit ist nichts offen.',
    credit: (amount) =>
      `Sie haben ${amount} Guthaben. Damit werden Ihre nächsten Rechnungen von selbst bezahlt.`,
    balanceOwed: (amount) => `Ihr Kontostand ist ${amount}.`,
    pay: (amount) => `${amount} bezahlen`,
    howToPay: 'So können Sie bezahlen',
    payAhead: 'Im Voraus bezahlen',
    yourCredit: 'Ihr Guthaben',
    notOn: (day) => `Es reicht nicht für ${day}`,
    lasts: (days, through) =>
      `Es reicht noch ${days === 1 ? 'einen Tag' : `${days} Tage`}, bis einschließlich ${through}`,
    lastsLong: 'Es reicht für alles, was Sie haben.',
    renews: (amount) => `Mit weiteren ${amount} läuft Ihr Anschluss danach weiter.`,
    topUp: 'Guthaben aufladen',
    notCovered: (balance) =>
      `Ihr Guthaben von ${balance} deckt nicht, was Ihr Anschluss als Nächstes kostet.`,
    blocked: 'Ihr Anschluss ist gesperrt',
    blockedSince: (date) => `Gesperrt seit ${date}`,
    unblockAmount: (amount) => `Bezahlen Sie ${amount}, dann läuft Ihr Anschluss sofort wieder.`,
    unblockByHand: 'Bitte wenden Sie sich an den Kundendienst: Er kann ihn wieder einschalten.',
    payUnblock: (amount) => `${amount} bezahlen und entsperren`,
    payAllInstead: (amount) => `Alles Offene bezahlen: ${amount}`,
    inactive: 'Ihr Anschluss ist abgeschaltet',
    restartAmount: (amount) =>
      `Bezahlen Sie ${amount}, dann beginnt Ihr Anschluss am Tag der Zahlung neu.`,
    payRestart: (amount) => `${amount} bezahlen und neu starten`,
    belowMinimum: (balance, minimum) =>
      `Ihr Kontostand von ${balance} liegt unter dem Mindeststand von ${minimum}.`,
    whyBlocked: 'Grund',
    nextLines: 'Wofür',
    next: 'Nächste Rechnung',
    nextOn: (date) => `am ${date}`,
    nextDue: (date) => `zahlbar bis ${date}`,
    nextCovered: 'Ihr Guthaben reicht dafür.',
    nextMore: (amount) => `${amount} mehr als beim letzten Mal`,
    nextLess: (amount) => `${amount} weniger als beim letzten Mal`,
    nextSame: 'Gleich viel wie beim letzten Mal',
    nextChange,
    nextAhead: 'Wie es weitergeht',
    nextAheadOn: (day, amount) =>
      `Ab ${day} reicht Ihr Guthaben nicht für Ihren Anschluss. Mit weiteren ${amount} läuft er weiter.`,
    nextAheadPaid:
      'Was Ihr Anschluss kostet, wird vom Guthaben genommen; die Rechnungen dazu sind schon bezahlt.',
    nextNone: 'Es ist nichts geplant. Kommt etwas Neues, sehen Sie es hier zuerst.',
    asked: 'Zahlungsanforderungen',
    allAsked: 'Alle Anforderungen',
    askedPaid: (amount) => `${amount} bezahlt`,
    waits: (amount, number) =>
      `${amount} auf Ihrem Konto sind für Proforma-Rechnung ${number} vorgemerkt und bezahlen nichts anderes.`,
    waitsInAll: (amount) =>
      `${amount} auf Ihrem Konto sind für Zahlungsanforderungen vorgemerkt und bezahlen nichts anderes.`,
    payAsked: 'Bezahlen',
    latest: 'Letzte Rechnungen',
    latestNone:
      'Sie haben noch keine Rechnungen. Die erste erscheint hier, sobald sie ausgestellt ist.',
    allInvoices: 'Alle Rechnungen',
    updated: 'Ihr Konto wurde aktualisiert.',
  },
  invoices: {
    title: 'Rechnungen',
    none: 'Noch keine Rechnungen',
    noneLead:
      'Ihre erste Rechnung erscheint hier, sobald sie ausgestellt ist. Sie müssen nichts tun.',
    number: (number) => `Rechnung ${number}`,
    draft: 'Rechnung ohne Nummer',
    dueBy: (date) => `fällig ${date}`,
    stillDue: (amount) => `noch ${amount} offen`,
    back: 'Zurück zu den Rechnungen',
  },
  invoice: {
    payBy: (date) => `Zahlbar bis ${date}`,
    wasDue: (date) => `War fällig am ${date}`,
    issuedOn: (date) => `Ausgestellt am ${date}`,
    voided: 'Diese Rechnung wurde storniert und muss nicht bezahlt werden.',
    voidReason: (reason) => `Grund: ${reason}`,
    pay: (amount) => `${amount} bezahlen`,
    print: 'Drucken',
    look: 'PDF ansehen',
    download: 'PDF herunterladen',
    usage: 'Einzelne Nutzung als CSV',
    lines: 'Wofür',
    quantity: (quantity, price) => `${quantity} × ${price}`,
    days: (charged, of) => `${charged} von ${of} Tagen`,
    why: 'Warum dieser Betrag?',
    whyOf: (what) => `Warum dieser Betrag? ${what}`,
    taxAdded: (percent, tax) => `Zuzüglich ${percent} Steuer: ${tax}.`,
    taxInside: (percent, tax) => `${percent} Steuer sind enthalten: ${tax}.`,
    untaxed: 'Ohne Steuer.',
    reasons: {
      once: (price) => `${price}, einmalig.`,
      used: (price) => `${price}, nach Verbrauch.`,
      setup: (price) => `${price}, einmalig mit der ersten Berechnung.`,
      off: (amount, period) =>
        period ? fullStop(`${amount} Nachlass für ${period}`) : `${amount} Nachlass.`,
      part: (charged, of, period, price) =>
        `${charged} von ${of} Tagen (${period}) bei ${price} im Monat.`,
      whole: (period, price) => `Der ganze Monat (${period}): ${price}.`,
      days: (count, period, price) =>
        `${count} ${count === 1 ? 'Tag' : 'Tage'} (${period}): ${price}.`,
    },
    summary: 'Summe',
    net: 'Netto',
    taxOf: (percent, base) => `Steuer ${percent} auf ${base}`,
    taxWithin: (percent, gross) => `Steuer ${percent}, enthalten in ${gross}`,
    noTax: (base) => `Keine Steuer auf ${base}`,
    exempt: (reason, base) => `Steuerfrei auf ${base}: ${reason}`,
    reverseCharge: (base) =>
      `Steuerschuldnerschaft des Leistungsempfängers auf ${base}: Sie schulden die Steuer Ihrem Finanzamt`,
    vatNo: (number) => `USt-IdNr. ${number}`,
    taxNo: (number) => `Steuernr. ${number}`,
    total: 'Gesamt',
    paid: 'Bezahlt',
    writtenOff: 'Ausgebucht',
    due: 'Offen',
    payments: 'Zahlungen zu dieser Rechnung',
    noPayments: 'Zu dieser Rechnung ist noch keine Zahlung eingegangen.',
    howToPay: 'So können Sie bezahlen',
    fromCredit: 'Aus Ihrem Guthaben',
    receipt: (method, number) => `${method}, Beleg ${number}`,
    billedTo: 'Rechnung an',
    billedBy: 'Rechnung von',
  },
  pay: {
    title: 'Bezahlen',
    howMuch: 'Wie viel möchten Sie bezahlen?',
    thisInvoice: 'Diese Rechnung',
    invoiceNumber: (number) => `Rechnung ${number}`,
    thisProforma: 'Diese Zahlungsanforderung',
    proformaNumber: (number) => `Proforma-Rechnung ${number}`,
    all: 'Alles, was offen ist',
    unblock: 'Zum sofortigen Entsperren',
    unblockAhead: 'Deckt, was Ihr Anschluss als Nächstes kostet',
    unblockLead: 'Bringt Ihr Konto auf den nötigen Mindeststand',
    other: 'Anderer Betrag',
    otherLabel: 'Betrag',
    otherAhead: 'Der Betrag bleibt auf Ihrem Konto: Ihr Anschluss wird daraus bezahlt.',
    otherHint:
      'Was über den offenen Betrag hinausgeht, bleibt als Guthaben und bezahlt Ihre nächsten Rechnungen.',
    badAmount: (example) => `Geben Sie einen Betrag über null ein, zum Beispiel ${example}.`,
    tooManyDigits: (digits) =>
      digits === 0
        ? 'Geben Sie einen ganzen Betrag ohne Nachkommastellen ein.'
        : `Geben Sie höchstens ${digits} Stellen nach dem Komma ein.`,
    whatHappens: (amount) =>
      `Als Nächstes bestätigen Sie ${amount} auf der Bezahlseite. Vorher wird nichts abgebucht.`,
    submit: (amount) => `${amount} bezahlen`,
    submitPlain: 'Bezahlen',
    opening: 'Bezahlseite wird geöffnet',
    changed: (before, now) =>
      `Der offene Betrag hat sich von ${before} auf ${now} geändert. Drücken Sie noch einmal auf Bezahlen, um mit ${now} fortzufahren.`,
    nothing: 'Es ist nichts offen',
    nothingLead:
      'Sie können trotzdem im Voraus bezahlen: Der Betrag bleibt als Guthaben und bezahlt Ihre nächsten Rechnungen.',
    invoicePaid: 'Diese Rechnung ist bezahlt. Sie können trotzdem im Voraus bezahlen.',
    goesOn: (amount) => `Zahlen Sie ${amount}, damit Ihr Anschluss weiterläuft`,
    goesOnFrom: (day) => `Ab ${day} reicht Ihr Guthaben nicht dafür.`,
    goesOnUntil: (day) =>
      `Ihr Guthaben reicht bis einschließlich ${day}. Bis dahin ist nichts zu zahlen.`,
    test: 'Testzahlungen: Es fließt kein echtes Geld.',
    offline: 'Online bezahlen wird hier nicht angeboten',
    offlineTransfer: 'Bitte überweisen Sie den Betrag. Er zählt, sobald er eingegangen ist.',
    offlineAsk:
      'Auf Ihren Rechnungen steht, wie Sie bezahlen können. Wenn etwas unklar ist, fragen Sie uns.',
    transfer: 'Überweisung',
    transferTo: 'An',
    bank: 'Bank',
    reference: 'Verwendungszweck',
    customerNumber: (number) => `Kunde ${number}`,
    seeInvoice: 'Rechnung ansehen',
    seeInvoices: 'Rechnungen ansehen',
    failed: 'Die Bezahlseite konnte nicht geöffnet werden. Es wurde nichts abgebucht.',
    how: 'Wie möchten Sie bezahlen?',
    card: (brand, last4) => `${brand}\u00a0…\u00a0${last4}`,
    submitWith: (amount, card) => `${amount} mit ${card} bezahlen`,
    chargesCard: (amount, card) =>
      `Wenn Sie drücken, werden ${amount} sofort von ${card} abgebucht.`,
    charging: 'Wird bezahlt',
    chargeFailed: 'Die Karte wurde nicht belastet. Es wurde nichts abgebucht.',
    underWay: (amount, card, since) =>
      `${amount} werden seit dem ${since} von ${card} abgebucht. Warten Sie, bis das entschieden ist, damit nichts doppelt bezahlt wird.`,
    noCardForProforma:
      'Für eine Zahlungsanforderung kann keine gespeicherte Karte belastet werden: Bezahlen Sie auf der Bezahlseite.',
    save: 'Diese Karte für das nächste Mal speichern',
    saveHint:
      'Der Zahlungsdienst bewahrt sie auf, nicht wir. Sie können sie jederzeit wieder entfernen.',
    fee: 'Gebühr für diese Zahlungsart',
    together: 'Zusammen',
  },
  cards: {
    title: 'Karten und automatische Zahlung',
    cards: 'Ihre Karten',
    none: 'Es ist keine Karte gespeichert',
    noneLead:
      'Mit einer gespeicherten Karte bezahlen Sie mit zwei Griffen, oder Fälliges wird von selbst bezahlt.',
    notOffered: 'Karten können hier nicht gespeichert werden',
    notOfferedLead:
      'Auf Ihren Rechnungen steht, wie Sie bezahlen können. Wenn etwas unklar ist, fragen Sie uns.',
    toPay: 'So können Sie bezahlen',
    add: 'Karte hinzufügen',
    addAt: (name) => `Karte hinzufügen: ${name}`,
    opening: 'Seite des Zahlungsdienstes wird geöffnet',
    addLead:
      'Sie geben die Karte auf einer Seite des Zahlungsdienstes ein. Es wird nichts abgebucht, und ihre Nummer sehen wir nie.',
    addFailed:
      'Die Seite des Zahlungsdienstes konnte nicht geöffnet werden. Es wurde nichts gespeichert.',
    expires: (month, year) => `Gültig bis ${month}/${year}`,
    status: {
      ACTIVE: 'Bereit',
      EXPIRED: 'Abgelaufen',
      FAILED: 'Nicht mehr verwendbar',
      REMOVED: 'Entfernt',
    },
    first: 'Wird zuerst angeboten',
    makeFirst: 'Zuerst anbieten',
    makeFirstOf: (card) => `${card} zuerst anbieten`,
    remove: 'Entfernen',
    removeOf: (card) => `${card} entfernen`,
    removing: 'Wird entfernt',
    keep: 'Behalten',
    removeLead: (card) =>
      `${card} wird hier und beim Zahlungsdienst gelöscht. Um sie wieder zu verwenden, geben Sie sie neu ein.`,
    removeStops: 'Sie ist die Karte Ihrer automatischen Zahlung; diese endet damit.',
    removed: (card) => `${card} ist entfernt.`,
    nowFirst: (card) => `${card} wird ab jetzt zuerst angeboten.`,
    setup: {
      PENDING: 'Ihre Karte wird gespeichert',
      PAID: 'Ihre Karte ist gespeichert',
      FAILED: 'Die Karte wurde nicht gespeichert',
      CANCELLED: 'Sie haben abgebrochen, bevor die Karte gespeichert war',
    },
    setupLead: {
      PENDING: 'Diese Seite frischt sich von selbst auf.',
      PAID: 'Es wurde nichts abgebucht.',
      FAILED: 'Sie können es noch einmal versuchen oder eine andere Karte verwenden.',
      CANCELLED: 'Es wurde nichts geändert.',
    },
    auto: 'Automatische Zahlung',
    autoOffLead: (card, offsetDays) =>
      `Eingeschaltet wird, was fällig ist, ${fromDueDay(offsetDays)} von selbst von ${card} abgebucht. Sie bekommen jedes Mal einen Beleg, und eine E-Mail, was zu tun ist, wenn es nicht klappt. Ausschalten können Sie es jederzeit.`,
    autoNoCard: 'Fügen Sie zuerst eine Karte hinzu; dann kann Fälliges von selbst bezahlt werden.',
    autoOnLead: (card, offsetDays) =>
      `Ein: Was fällig ist, wird ${fromDueDay(offsetDays)} von selbst von ${card} abgebucht.`,
    autoNext: (amount, day) => `Als Nächstes: ${amount} am ${day}, so wie es jetzt steht.`,
    autoAgain: (days) => `Klappt das nicht, versuchen wir es noch einmal am ${days.join(', ')}.`,
    autoNextNone: 'Im Augenblick ist nichts geplant.',
    autoHalt: {
      CARD_UNUSABLE:
        'Diese Karte kann nicht mehr belastet werden. Speichern Sie eine andere; zahlen Sie bis dahin Fälliges selbst.',
      CARD_EXPIRED:
        'Diese Karte ist abgelaufen. Speichern Sie eine andere; zahlen Sie bis dahin Fälliges selbst.',
      ACCOUNT_NOT_OFFERED:
        'Diese Karte kann hier nicht mehr belastet werden. Speichern Sie sie noch einmal oder eine andere; ' +
        'zahlen Sie bis dahin Fälliges selbst.',
      UNDER_WAY:
        'Eine Zahlung mit Ihrer Karte läuft noch. Bis feststeht, ob sie gelungen ist, wird nichts weiter abgebucht.',
      NOT_AGAIN:
        'Was jetzt offen ist, wird nicht von selbst abgebucht: Es ließ sich nicht abbuchen, oder Ihr Geld ging zurück. ' +
        'Bitte zahlen Sie es selbst.',
    },
    autoCard: 'Karte',
    autoOn: 'Einschalten',
    autoOff: 'Ausschalten',
    autoSaving: 'Wird gespeichert',
    autoIsOn: 'Die automatische Zahlung ist ein.',
    autoIsOff: 'Die automatische Zahlung ist aus. Sie bezahlen Ihre Rechnungen selbst.',
    attempts: 'Letzte Abbuchungen von Ihren Karten',
    attempt: { PENDING: 'Unterwegs', PAID: 'Bezahlt', FAILED: 'Nicht geklappt' },
    byItself: 'von selbst',
    again: (day) => `Wir versuchen es am ${day} noch einmal.`,
    receipt: (number) => `Beleg ${number}`,
  },
  link: {
    title: 'Rechnung bezahlen',
    how: 'Wie möchten Sie bezahlen?',
    through: {
      SANDBOX: 'Sandbox (simuliert, kein echtes Geld)',
      STRIPE: 'Karte',
      PAYPAL: 'PayPal',
    },
    paid: 'Diese Rechnung ist bezahlt',
    voided: 'Diese Rechnung wurde storniert',
    nothing: 'Es ist nichts zu bezahlen.',
    unknown: 'Dieser Link funktioniert nicht',
    unknownLead:
      'Er ist vielleicht unvollständig, zu alt oder zurückgezogen. Bitten Sie den Absender um einen neuen, oder melden Sie sich an, um zu bezahlen.',
    unknownPayment:
      'Die Adresse ist vielleicht unvollständig. Was auf der Rechnung offen ist, zeigt ihre Seite.',
    back: 'Zurück zur Rechnung',
    arrived: (amount) => `Wir haben ${amount} erhalten. Mehr brauchen Sie hier nicht zu tun.`,
  },
  outcome: {
    title: 'Zahlung',
    waiting: 'Wir warten auf Ihre Zahlung',
    waitingLead:
      'Diese Seite frischt sich von selbst auf. Sie können sie schließen: Die Zahlung zählt, sobald der Zahlungsdienst sie bestätigt.',
    goOn: 'Weiter zur Bezahlseite',
    paid: 'Danke, Ihre Zahlung ist angekommen',
    paidLead: (amount) => `${amount} sind auf Ihrem Konto.`,
    insteadOf: (amount) => `statt ${amount}`,
    receipt: (number) => `Beleg ${number}`,
    paidInvoice: (amount, number) => `${amount} für Rechnung ${number}`,
    credited: (amount) => `${amount} bleiben als Guthaben für Ihre nächsten Rechnungen`,
    waits: (amount, number) =>
      `${amount} sind für Proforma-Rechnung ${number} vorgemerkt, bis diese ganz bezahlt ist`,
    became: (proforma, invoice) =>
      `Proforma-Rechnung ${proforma} ist ganz bezahlt. Daraus wurde Rechnung ${invoice}`,
    failed: 'Die Zahlung hat nicht geklappt',
    otherCurrency: 'Ihre Zahlung kam in einer anderen Währung an; wir kümmern uns darum',
    otherAmount: 'Ihre Zahlung kam nicht an, wie sie sollte; wir kümmern uns darum',
    seenTo:
      'Sie ist nicht verloren. Sie brauchen nichts zu tun: Wir klären, was geschehen ist, und melden uns.',
    cancelled: 'Sie haben die Zahlung abgebrochen',
    cancelledLead: 'Es wurde nichts abgebucht.',
    payAgain: 'Noch einmal bezahlen',
    home: 'Zurück zum Start',
    unknown: 'Diese Zahlung ist nicht bekannt',
    unknownLead:
      'Der Link ist vielleicht unvollständig. Unter Zahlungen sehen Sie alles, was angekommen ist.',
    toPayments: 'Ihre Zahlungen ansehen',
    whyFailed: (refusal) =>
      refusal === null
        ? 'Es wurde nichts abgebucht. Sie können es noch einmal versuchen oder anders bezahlen.'
        : REFUSED[refusal],
    withFee: (fee) => `${fee} davon sind die Gebühr für diese Zahlungsart.`,
  },
  payments: {
    title: 'Zahlungen',
    none: 'Noch keine Zahlungen',
    cards: 'Karten und automatische Zahlung',
    noneLead: 'Was Sie bezahlen, erscheint hier mit seiner Belegnummer, egal wie Sie bezahlen.',
    sandbox: 'Sandbox (simuliert, kein echtes Geld)',
    test: 'Test, kein echtes Geld',
    receipt: (number) => `Beleg ${number}`,
    invoice: (number) => `Rechnung ${number}`,
    credited: (amount) => `${amount} als Guthaben`,
    givenBack: (amount) => `${amount} zurückgezahlt`,
    waits: (amount, number) => `${amount} für Proforma-Rechnung ${number} vorgemerkt`,
    reversed: 'Storniert',
    reversedWhy: (reason) => `Storniert: ${reason}`,
    method: {
      CASH: 'Bar',
      BANK_TRANSFER: 'Überweisung',
      CARD: 'Karte',
      REFILL_CARD: 'Guthabenkarte',
      DIRECT_DEBIT: 'Lastschrift',
      OTHER: 'Andere Zahlung',
    },
  },
  documents: {
    title: 'Dokumente',
    invoices: 'Rechnungen',
    creditNotes: 'Gutschriften',
    proformas: 'Zahlungsanforderungen',
    receipts: 'Zahlungsbelege',
    statement: 'Kontoauszug',
    statementLead:
      'Alles, was in einem Zeitraum berechnet und bezahlt wurde, mit dem Kontostand davor und danach.',
    period: 'Zeitraum',
    periods: {
      quarter: 'Die letzten 3 Monate',
      twelve: 'Die letzten 12 Monate',
      year: 'Dieses Jahr',
      before: 'Voriges Jahr',
      own: 'Von einem Tag bis zu einem anderen',
    },
    from: 'Erster Tag',
    to: 'Letzter Tag',
    badDay: 'Wählen Sie einen Tag.',
    badOrder: 'Wählen Sie einen Tag, der nicht vor dem ersten liegt.',
    look: 'Ansehen',
    lookAt: (what) => `${what} ansehen`,
    download: 'Herunterladen',
    downloadOf: (what) => `${what} herunterladen`,
    downloading: 'Wird heruntergeladen',
    downloaded: (what) => `${what} ist heruntergeladen.`,
    newTab: 'In neuem Tab öffnen',
    noInvoices: 'Noch keine Rechnungen. Die erste erscheint hier, sobald sie ausgestellt ist.',
    noReceipts: 'Noch keine Belege. Für alles, was Sie bezahlen, erscheint hier einer.',
    more: 'Mehr anzeigen',
    invoice: (number) => `Rechnung ${number}`,
    creditNote: (number) => `Gutschrift ${number}`,
    proforma: (number) => `Proforma-Rechnung ${number}`,
    toDocuments: 'Zu den Dokumenten',
    proformaPaid: (number) => `Sie ist bezahlt: daraus wurde Rechnung ${number}.`,
    proformaOpenAgain: (number, amount) =>
      `Daraus wurde Rechnung ${number}, von der ${amount} wieder zu zahlen sind: eine Zahlung wurde zurückgenommen.`,
    proformaVoid: 'Diese Anforderung ist storniert. Es ist nichts zu zahlen.',
    proformaFreed: (amount) => `${amount}, die Sie dafür bezahlt haben, sind auf Ihrem Konto.`,
    toItsInvoice: (number) => `Rechnung ${number} ansehen`,
    receipt: (number) => `Beleg ${number}`,
    statementOf: (period) => `Kontoauszug, ${period}`,
    page: (page, pages) => `Seite ${page} von ${pages}`,
    larger: 'Größer',
    smaller: 'Kleiner',
    pages: (what) => `Seiten: ${what}`,
    readable: 'Stattdessen als Webseite lesen',
    back: 'Zurück zu den Dokumenten',
    toInvoice: 'Zurück zur Rechnung',
    toPayments: 'Zurück zu den Zahlungen',
    picture:
      'Die Seiten sind als Bild zu sehen. Zum Durchsuchen, Kopieren oder Vorlesen laden Sie die Datei herunter.',
    unreadable:
      'Es lässt sich hier nicht anzeigen. Laden Sie es herunter, oder öffnen Sie es in einem neuen Tab.',
    failed: 'Das Dokument konnte nicht erstellt werden',
    failedAdvice:
      'Versuchen Sie es gleich noch einmal; wenn es so bleibt, wenden Sie sich an den Kundendienst.',
  },
  fields: {
    title: 'Weitere Angaben',
    details: 'Weitere Angaben',
    save: 'Änderungen speichern',
    saved: 'Ihre Änderungen sind gespeichert.',
    optional: (label) => `${label} (freiwillig)`,
    yes: 'Ja',
    no: 'Nein',
    none: 'Nichts gewählt',
    gone: 'Das kann nicht mehr geändert werden.',
    bySupport: 'Um es zu ändern, wenden Sie sich an den Kundendienst.',
    known: 'Dem Kundendienst bekannt',
    missing: 'Füllen Sie das aus.',
    taken:
      'Das gibt es schon bei jemand anderem. Prüfen Sie es, oder wenden Sie sich an den Kundendienst.',
    unfit: 'Prüfen Sie das: Es passt hier nicht.',
    wrong: {
      text: (least, most) =>
        least && most
          ? `Geben Sie ${least} bis ${most} Zeichen ein.`
          : least
            ? `Geben Sie mindestens ${least} Zeichen ein.`
            : most
              ? `Geben Sie höchstens ${most} Zeichen ein.`
              : 'Geben Sie einen Text ohne Steuerzeichen ein.',
      integer: 'Geben Sie eine ganze Zahl ein.',
      decimal: (digits) =>
        digits
          ? `Geben Sie eine Zahl mit höchstens ${digits} Nachkommastellen ein.`
          : 'Geben Sie eine Zahl ein.',
      between: (least, most) =>
        least && most
          ? `Möglich ist ${least} bis ${most}.`
          : least
            ? `Möglich ist ${least} oder mehr.`
            : `Möglich ist ${most} oder weniger.`,
      date: 'Wählen Sie einen Tag.',
      instant: 'Wählen Sie Tag und Uhrzeit.',
      choice: 'Wählen Sie eine der Möglichkeiten.',
      url: 'Geben Sie eine Webadresse ein, zum Beispiel https://example.com.',
      email: 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.com.',
      phone: 'Geben Sie eine Telefonnummer ein, zum Beispiel +49 40 123456.',
      ip: 'Geben Sie eine IP-Adresse ein, zum Beispiel 192.0.2.1.',
      mac: 'Geben Sie eine MAC-Adresse ein, zum Beispiel 00:1a:2b:3c:4d:5e.',
      place:
        'Geben Sie Breite (-90 bis 90) und Länge (-180 bis 180) ein, zum Beispiel 53,55 und 9,99.',
      file: 'Wählen Sie die Datei noch einmal.',
      record: 'Wählen Sie etwas aus der Liste.',
    },
    latitude: 'Breitengrad',
    longitude: 'Längengrad',
    usePosition: 'Meinen Standort nehmen',
    finding: 'Standort wird gesucht',
    noPosition:
      'Ihr Standort ließ sich nicht finden. Erlauben Sie ihn im Browser, oder geben Sie die Koordinaten ein.',
    map: 'Auf einer Karte ansehen',
    choose: 'Datei wählen',
    replace: 'Andere Datei wählen',
    remove: 'Datei entfernen',
    uploading: 'Wird hochgeladen',
    uploaded: (name) => `${name} ist da. Speichern Sie die Änderungen, um sie zu behalten.`,
    fileHint: 'Ein Bild, PDF, Text oder Office-Dokument mit höchstens 20 MB.',
    open: (name) => `${name} öffnen`,
    file: 'Datei',
    noFile: 'Diese Datei lässt sich nicht anzeigen.',
    tooLarge: 'Diese Datei ist größer als 20 MB. Wählen Sie eine kleinere.',
    badType:
      'Dateien dieser Art werden nicht angenommen. Wählen Sie ein Bild, PDF, Text oder Office-Dokument.',
    noRoom:
      'Heute werden keine weiteren Dateien angenommen. Versuchen Sie es morgen noch einmal, oder wenden Sie sich an den Kundendienst.',
    uploadFailed:
      'Die Datei konnte nicht gesendet werden. Prüfen Sie Ihre Verbindung und wählen Sie sie noch einmal.',
  },
  services: {
    title: 'Dienste',
    none: 'Noch keine Dienste',
    noneLead: 'Sobald ein Dienst für Sie eingerichtet ist, sehen Sie ihn hier mit Preis und Daten.',
    perMonth: 'im Monat',
    perDays: (days: number) => `für ${days} ${days === 1 ? 'Tag' : 'Tage'}`,
    once: 'einmalig',
    plusTax: 'zuzüglich Steuer',
    withTax: 'inklusive Steuer',
    since: (date) => `Seit ${date}`,
    soldOn: (date) => `Vom ${date}`,
    billed: 'Berechnet',
    startsOn: (date) => `Beginnt am ${date}`,
    endsOn: (date) => `Endet am ${date}`,
    endedOn: (date) => `Beendet am ${date}`,
    billedTo: (date) => `Berechnet bis ${date}`,
    quantity: (quantity) => `${quantity} ×`,
    discount: (value) => `${value} Rabatt`,
    until: (date) => `bis ${date}`,
  },
  plans: {
    open: 'Tarif wechseln',
    close: 'Tarif behalten',
    which: 'Welchen Tarif möchten Sie?',
    now: (plan, price) => `Bisher: ${plan}, ${price} inkl. Steuer.`,
    withTax: 'inkl. Steuer',
    from: 'Ab',
    waits: (date) => `Was Sie bezahlt haben, bleibt Ihnen: Der neue Tarif beginnt am ${date}.`,
    credited: (amount) => `Sie erhalten ${amount} für Tage zurück, die Sie nicht nutzen.`,
    fee: (amount) => `Der Wechsel kostet ${amount}; das ist hier berücksichtigt.`,
    charged: (amount) => `${amount} werden dann für den neuen Tarif berechnet.`,
    chargedLater: 'Der neue Tarif kommt mit Ihrer nächsten Rechnung.',
    balance: (amount) => `Ihr Kontostand beträgt danach ${amount}.`,
    change: 'Tarif jetzt wechseln',
    plan: 'Wechsel vormerken',
    changing: 'Wird gewechselt',
    changed: (plan, date) => `Sie haben ${plan} ab ${date}.`,
    planned: (plan, date) => `${plan} ist ab ${date} vorgemerkt.`,
    to: (plan, date) => `${plan} ab ${date}`,
    takeBack: 'Wechsel zurücknehmen',
    takingBack: 'Wird zurückgenommen',
    takenBack: 'Der Wechsel ist zurückgenommen. Ihr Tarif läuft weiter wie bisher.',
    failed: 'Der Tarif wurde nicht gewechselt.',
    notTakenBack: 'Der Wechsel wurde nicht zurückgenommen.',
    paused: (date) => `Pausiert ab ${date}`,
    resumes: (date) => `Läuft ab ${date} weiter`,
  },
  profile: {
    title: 'Profil',
    contact: 'Kontaktdaten',
    name: 'Name',
    number: 'Kundennummer',
    login: 'Benutzername',
    nameHint: 'Um Ihren Namen zu ändern, wenden Sie sich an den Kundendienst.',
    email: 'E-Mail',
    phone: 'Telefon',
    street: 'Straße und Hausnummer',
    zip: 'Postleitzahl',
    city: 'Ort',
    country: 'Land',
    emailPassword: 'Aktuelles Passwort, um die E-Mail zu ändern',
    emailPasswordHint: 'Die bisherige E-Mail-Adresse wird über die Änderung benachrichtigt.',
    save: 'Kontaktdaten speichern',
    saving: 'Wird gespeichert',
    saved: 'Ihre Kontaktdaten sind gespeichert.',
    emailIs: (address) => `Ihre E-Mail-Adresse ist jetzt ${address}.`,
    emailGone: 'Ihre E-Mail-Adresse ist entfernt.',
    emailTold: (address) => `Wir haben ${address} geschrieben, dass sie geändert wurde.`,
    password: 'Passwort',
    current: 'Aktuelles Passwort',
    next: 'Neues Passwort',
    nextHint:
      'Länger ist sicherer. Einige Wörter hintereinander sind leicht zu merken und schwer zu erraten.',
    changePassword: 'Passwort ändern',
    changed: 'Ihr Passwort ist geändert. Überall sonst sind Sie abgemeldet.',
    wrongCurrent: 'Das ist nicht Ihr aktuelles Passwort.',
    missingCurrent: 'Geben Sie Ihr aktuelles Passwort ein.',
    missingNext: 'Geben Sie ein neues Passwort ein.',
    sessions: 'Wo Sie angemeldet sind',
    thisDevice: 'Dieses Gerät',
    lastSeen: (when) => `aktiv ${when}`,
    signedInOn: (when) => `angemeldet ${when}`,
    revoke: 'Abmelden',
    revokeOf: (device) => `${device} abmelden`,
    revoked: (device) => `${device} ist abgemeldet.`,
    unknownDevice: 'Unbekanntes Gerät',
    onDevice: (browser, system) => `${browser} auf ${system}`,
    look: 'Darstellung',
    languageLabel: 'Sprache',
    languageAuto: 'Wie im Browser',
    theme: 'Farben',
    themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
    signOut: 'Abmelden',
    signingOut: 'Abmeldung läuft',
  },
  status: {
    DRAFT: 'Entwurf',
    UNPAID: 'Offen',
    PARTIALLY_PAID: 'Teilweise bezahlt',
    PAID: 'Bezahlt',
    OVERDUE: 'Überfällig',
    VOID: 'Storniert',
    NEW: 'Neu',
    ACTIVE: 'Aktiv',
    BLOCKED: 'Gesperrt',
    INACTIVE: 'Abgeschaltet',
    PENDING: 'Noch nicht begonnen',
    PAUSED: 'Pausiert',
    STOPPED: 'Beendet',
    ARCHIVED: 'Beendet',
  },
  pager: {
    label: 'Seiten',
    previous: 'Vorige Seite',
    next: 'Nächste Seite',
    range: (from, to, total) => `${from} bis ${to} von ${total}`,
  },
  missing: {
    title: 'Diese Seite gibt es nicht',
    lead: 'Der Link ist vielleicht alt oder unvollständig.',
    home: 'Zum Start',
  },
  broken: {
    title: 'Diese Seite konnte nicht angezeigt werden',
    lead: 'Laden Sie sie neu. Wenn das nicht hilft, wenden Sie sich an den Kundendienst.',
    reload: 'Neu laden',
  },
};

/** Was sich an einer Zeile der Rechnung ändert. */
function nextChange(
  { kind, description: what, on, before, now }: SaidChange,
  { money, number, percent, date }: Omit<ChangeWriter, 'against'>,
): string {
  const fromTo = (write: (value: string) => string) =>
    `${write(before ?? '0')} → ${write(now ?? '0')}`;
  const days =
    before !== null && now !== null ? `: ${number(now)} Tage statt ${number(before)}` : '';
  const since = on ? ` ab ${date(on)}` : '';
  switch (kind) {
    case 'STARTED':
      return `${what} neu${since}`;
    case 'ENDED':
      return `${what} ${days ? 'bis' : 'beendet'}${on ? ` ${date(on)}` : ''}${days}`;
    case 'PAUSED':
      return `${what} pausiert${since}${days}`;
    case 'CHARGED_NOW':
      return `${what} beim letzten Mal nicht berechnet`;
    case 'NOT_CHARGED_NOW':
      return `${what} nur beim letzten Mal berechnet`;
    case 'PRICE':
      return `${what} Preis ${fromTo(money)}`;
    case 'QUANTITY':
      return `${what} Menge ${fromTo(number)}`;
    case 'PRORATED':
      return `${what}${days || ' für andere Tage'}`;
    case 'TAX':
      return `${what} Steuer ${fromTo(percent)}`;
    case 'DISCOUNT_STARTED':
      return `${what} Rabatt${since}`;
    case 'DISCOUNT_ENDED':
      return `${what} Rabatt beendet${on ? ` ${date(on)}` : ''}`;
    case 'DISCOUNT':
      return `${what} Rabatt ${fromTo(money)}`;
    case 'ONE_OFF':
      if (before !== null && now !== null) return `${what} ${fromTo(money)}`;
      return now === null ? `${what} einmalig beim letzten Mal` : `${what} einmalig`;
    case 'ROUNDING':
      return `${what} Rundung`;
    case 'OTHER':
      return what;
  }
}
