/** The secret key of every test installation. */
export const SECRET = 'a secret key only for the tests';
