import { plainVatId, vatIdProblem } from '@backhaul/domain/text/vatId';
import { emailInput, optionalText, textInput } from '../../kit/input.ts';
import { badInput, violatedConstraint } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { writingUnique } from '../../kit/guessing.ts';
import { type AddressInput, addressesInput, type GivenAddresses } from '../addresses/index.ts';
import { hashPassword, passwordProblem } from '../access/index.ts';
import { loginSeenInUse } from './customers.store.ts';

/** How a customer is reached; an empty text is none. */
export interface Contact {
  email?: string | null;
  phone?: string | null;
  street?: string | null;
  city?: string | null;
  zip?: string | null;
  country?: string | null;
}

/** The contact details that were given, checked; undefined stays undefined: not given. Refuses by field. */
export function contactInput(input: Contact): Contact {
  return {
    email: input.email?.trim()
      ? emailInput(input.email, 'email')
      : input.email === undefined
        ? undefined
        : null,
    phone: optionalText(input.phone, 'phone', 40),
    street: optionalText(input.street, 'street'),
    city: optionalText(input.city, 'city', 100),
    zip: optionalText(input.zip, 'zip', 20),
    country: optionalText(input.country, 'country', 60),
  };
}

/**
 * The contact details and all addresses that were given, checked; the main address of those is
 * among the details. Refuses by field.
 */
export function reachInput(input: Contact & { addresses?: readonly AddressInput[] | null }): {
  contact: Contact;
  addresses: GivenAddresses | undefined;
} {
  const contact = contactInput(input);
  const { street, city, zip, country } = contact;
  const addresses = addressesInput(input.addresses, { street, city, zip, country });
  return { contact: { ...contact, ...addresses?.main }, addresses };
}

/** Who a customer is to the tax office. */
export interface TaxIdentity {
  kind?: 'PERSON' | 'COMPANY';
  taxNumber?: string | null;
  vatId?: string | null;
  registrationNumber?: string | null;
}

/** The same of an input, checked; undefined stays undefined. Refuses by field. */
export function taxIdentityInput(
  input: Omit<TaxIdentity, 'kind'> & { kind?: 'PERSON' | 'COMPANY' | null },
): TaxIdentity {
  const { kind, vatId } = input;
  const problem = vatId?.trim() ? vatIdProblem(vatId) : null;
  if (problem) throw badInput({ vatId: problem });
  return {
    kind: kind ?? undefined,
    taxNumber: optionalText(input.taxNumber, 'taxNumber', 50),
    registrationNumber: optionalText(input.registrationNumber, 'registrationNumber', 50),
    vatId: vatId?.trim() ? plainVatId(vatId) : vatId === undefined ? undefined : null,
  };
}

/** A sign-in name: no blanks, so that nobody mistypes it invisibly; '' is none. */
export function loginInput(login: string | null | undefined): string | null | undefined {
  if (!login?.trim()) return login === undefined ? undefined : null;
  const text = textInput(login, 'login', { max: 100 });
  if (/\s/.test(text)) throw badInput({ login: 'may not contain blanks' });
  return text;
}

/** A new password's hash. Refuses a weak one by field. */
export async function passwordInput(password: string): Promise<string> {
  const problem = passwordProblem(password);
  if (problem) throw badInput({ password: problem });
  return hashPassword(password);
}

/**
 * Runs a write and says by field what is taken; a login where the viewer sees by whom. id: the
 * customer whose own it may be.
 */
export async function refusingTaken<T>(
  sql: ScopedSql,
  login: string | null | undefined,
  id: string | null,
  work: () => Promise<T>,
): Promise<T> {
  if (login && (await loginSeenInUse(sql, login, id)))
    throw badInput({ login: 'is used by another customer' });
  try {
    return await (login
      ? writingUnique(
          sql,
          {
            constraint: 'customer_login_key_key',
            field: 'login',
            problem: 'cannot be used; choose another one',
          },
          work,
        )
      : work());
  } catch (error) {
    if (violatedConstraint(error) === 'customer_external_id_partner_id_key')
      throw badInput({ externalId: 'is used by another customer of this partner' });
    throw error;
  }
}
