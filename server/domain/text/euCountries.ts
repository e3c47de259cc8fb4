// The members of the European Union by their codes, with the names that people write in the
// languages of the product and in their own. A name is compared without accents and letter case.
const LISTED = `
AT Austria, Österreich, Autriche, Áustria;
BE Belgium, Belgien, Belgique, Bélgica, België;
BG Bulgaria, Bulgarien, Bulgarie, Bulgária;
CY Cyprus, Zypern, Chypre, Chipre;
CZ Czechia, Czech Republic, Tschechien, Tchéquie, République tchèque, Chequia, República Checa, Chéquia, Česko;
DE Germany, Deutschland, Allemagne, Alemania, Alemanha;
DK Denmark, Dänemark, Danemark, Dinamarca, Danmark;
EE Estonia, Estland, Estonie, Estónia, Eesti;
ES Spain, Spanien, Espagne, España, Espanha;
FI Finland, Finnland, Finlande, Finlandia, Finlândia, Suomi;
FR France, Frankreich, Francia, França;
GR Greece, Griechenland, Grèce, Grecia, Grécia, Hellas;
HR Croatia, Kroatien, Croatie, Croacia, Croácia, Hrvatska;
HU Hungary, Ungarn, Hongrie, Hungría, Hungria, Magyarország;
IE Ireland, Irland, Irlande, Irlanda;
IT Italy, Italien, Italie, Italia, Itália;
LT Lithuania, Litauen, Lituanie, Lituania, Lituânia, Lietuva;
LU Luxembourg, Luxemburg, Luxemburgo;
LV Latvia, Lettland, Lettonie, Letonia, Letónia, Latvija;
MT Malta, Malte;
NL Netherlands, The Netherlands, Niederlande, Pays-Bas, Países Bajos, Países Baixos, Nederland;
PL Poland, Polen, Pologne, Polonia, Polónia, Polska;
PT Portugal;
RO Romania, Rumänien, Roumanie, Rumania, Roménia, România;
SE Sweden, Schweden, Suède, Suecia, Suécia, Sverige;
SI Slovenia, Slowenien, Slovénie, Eslovenia, Eslovénia, Slovenija;
SK Slovakia, Slowakei, Slovaquie, Eslovaquia, Eslováquia, Slovensko`;

/** Greek tax numbers begin with letters of their own, and some write those for the country. */
const OTHER_CODES: Readonly<Record<string, string>> = { EL: 'GR' };

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').trim().toUpperCase();

const CODES = new Map(
  LISTED.split(';').flatMap((entry) => {
    const code = entry.trim().slice(0, 2);
    return [code, ...entry.trim().slice(3).split(',')].map((name) => [plain(name), code] as const);
  }),
);

/** The code of a member of the European Union, from its code or one of its names; null for everything else. */
export function euCountry(written: string | null | undefined): string | null {
  const name = plain(written ?? '');
  return CODES.get(OTHER_CODES[name] ?? name) ?? null;
}
