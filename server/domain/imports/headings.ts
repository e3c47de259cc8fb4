import { FIELD_TARGET, TARGETS, targetOf, type ImportKind } from './targets.ts';

/** A heading without what people write differently: case, accents, spaces and punctuation. */
export function plainHeading(heading: string): string {
  return heading
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** What headings say in English, German, Spanish, Portuguese and French, by target. */
const SAID: Readonly<Record<string, string>> = {
  customer:
    'id, customer id, client id, external id, account number, account id, customer no, kundennummer, kunden id, kdnr, numero de cliente, id cliente, numero do cliente, codigo cliente, numero client, id client',
  number: 'number, own number, nummer, numero',
  name: 'name, full name, customer name, client name, company name, kunde, kundenname, bezeichnung, nombre, nombre completo, cliente, nome, nome completo, nom, nom complet, client',
  email:
    'email, e-mail, mail, email address, mailadresse, e-mail-adresse, correo, correo electronico, endereco de email, courriel, adresse email',
  login:
    'login, username, user name, user, benutzername, benutzer, anmeldename, usuario, utilizador, identifiant, utilisateur',
  phone:
    'phone, telephone, phone number, mobile, tel, telefon, telefonnummer, handy, telefono, movil, telefone, telemovel, celular, portable, numero de telephone',
  street:
    'street, address, address 1, street 1, address line 1, strasse, anschrift, adresse, direccion, calle, endereco, rua, morada, rue',
  city: 'city, town, ort, stadt, ciudad, poblacion, cidade, localidade, ville',
  zip: 'zip, zip code, zipcode, postcode, postal code, plz, postleitzahl, codigo postal, cp, cep, code postal',
  country: 'country, land, pais, pays',
  status: 'status, state, zustand, estado, situacao, statut, etat',
  balance:
    'balance, opening balance, saldo, kontostand, anfangssaldo, saldo inicial, solde, solde initial',
  created:
    'created, date created, created on, registration date, customer since, date add, datum, kunde seit, angelegt am, fecha de alta, alta, data de cadastro, criado em, date de creation, cree le',
  kind: 'kind, type, category, kundenart, art, tipo, categoria, type de client',
  tax_number:
    'tax number, tax id, steuernummer, numero fiscal, nif, contribuinte, numero fiscal contribuinte',
  vat_id: 'vat id, vat, vat number, ust id, ustid, umsatzsteuer id, numero de iva, numero de tva',
  billing_type: 'billing type, abrechnungsart, tipo de facturacion, tipo de cobranca',
  billing_day:
    'billing day, bill day, rechnungstag, dia de facturacion, dia de faturamento, jour de facturation',
  payment_due_days:
    'due days, payment due days, days to pay, zahlungsziel, dias de vencimiento, prazo de pagamento',
  partner: 'partner, partner number, partner id, reseller, wiederverkaufer, socio, parceiro',
  tariff:
    'tariff, plan, tariff plan, package, service plan, tarif, produkt, tarifa, paquete, plano, pacote, forfait, offre',
  startDate:
    'start, start date, service start, active from, beginn, startdatum, inicio, fecha de inicio, data de inicio, debut, date de debut',
  start:
    'start, start date, active from, beginn, startdatum, inicio, fecha de inicio, data de inicio, debut, date de debut',
  end: 'end, end date, active to, ende, enddatum, fin, fecha de fin, fim, data de fim, date de fin',
  charged_until:
    'charged until, next bill date, next due date, paid until, abgerechnet bis, pagado hasta, pago ate, paye jusquau',
  description: 'description, text, beschreibung, descripcion, descricao, libelle',
  quantity: 'quantity, qty, menge, anzahl, cantidad, quantidade, quantite',
  unit_price:
    'unit price, price, price override, einzelpreis, preis, precio, precio unitario, preco, preco unitario, prix, prix unitaire',
  price:
    'price, amount, monthly price, preis, betrag, precio, importe, preco, valor, prix, montant',
  code: 'code, tariff code, id, kurzel, tarifcode, codigo',
  tax_percent:
    'tax, tax percent, vat percent, vat rate, steuer, steuersatz, mwst, iva, impuesto, imposto, tva, taxe',
  tax_included:
    'tax included, gross, inkl steuer, brutto, iva incluido, imposto incluido, ttc, taxe comprise',
  currency: 'currency, wahrung, waehrung, moneda, moeda, devise',
  setup_fee:
    'setup fee, installation fee, einrichtungsgebuhr, cuota de alta, taxa de instalacao, frais dinstallation',
  time_zone: 'time zone, timezone, zeitzone, zona horaria, fuso horario, fuseau horaire',
  address: 'address, adresse, anschrift, direccion, endereco',
  lat: 'lat, latitude, breite, breitengrad, latitud',
  lon: 'lon, lng, longitude, lange, langengrad, longitud',
  colour: 'colour, color, farbe, cor, couleur',
  date: 'date, datum, fecha, data',
  parent: 'parent, parent partner, ubergeordnet, superior',
};

const byTarget = new Map(
  Object.entries(SAID).map(([target, words]) => [
    target,
    new Set(words.split(',').map(plainHeading)),
  ]),
);

/**
 * Where columns probably go, by their headings: a target's own name before a word for it, each
 * target once, null for a heading that says nothing known. A suggestion only: whoever imports sees it.
 */
export function suggestTargets(kind: ImportKind, headings: readonly string[]): (string | null)[] {
  const free = new Set((TARGETS[kind] ?? []).map(({ name }) => name));
  const found: (string | null)[] = headings.map((heading) => {
    const given = heading.trim();
    if (given.startsWith(FIELD_TARGET)) return given;
    const named =
      targetOf(kind, given) ??
      TARGETS[kind]?.find(({ name }) => plainHeading(name) === plainHeading(given));
    return named && free.delete(named.name) ? named.name : null;
  });
  return found.map((target, i) => {
    if (target !== null) return target;
    const plain = plainHeading(headings[i]);
    const said = [...free].find((name) => byTarget.get(name)?.has(plain));
    if (!plain || said === undefined) return null;
    free.delete(said);
    return said;
  });
}

/** The same for the same headings, whatever their case, spaces and punctuation: what a saved map is found by. */
export function headingsKey(headings: readonly string[]): string {
  return headings.map(plainHeading).join('|');
}
