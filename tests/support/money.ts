import type { TestServer } from './backhaul.ts';

export const INVOICE = `id number status documentDate dueDate currency net tax total paid due voidReason recurring memo issuedAt explanations
  billedTo { name city email } billedBy { name } lines { description kind quantity unitPrice net tax total taxPercent taxIncluded explanation }
  taxSummary { taxPercent taxIncluded net tax total } allocations { amount date payment { id } }`;
export const PAYMENT =
  'id receiptNumber amount date method unallocated reversed reversalReason comment recordedBy currency allocations { amount invoice { id number } }';
export const TRANSACTION =
  'id type amount category description date balanceAfter recordedBy invoice { id } payment { id }';

export const CREATE_INVOICE = `mutation ($input: InvoiceInput!) { createInvoice(input: $input) { ${INVOICE} } }`;
export const APPROVE = `mutation ($id: ID!) { approveInvoice(id: $id) { ${INVOICE} } }`;
export const VOID = `mutation ($id: ID!, $reason: String!) { voidInvoice(id: $id, reason: $reason) { ${INVOICE} } }`;
export const RECORD_PAYMENT = `mutation ($input: PaymentInput!) { recordPayment(input: $input) { ${PAYMENT} } }`;
export const REVERSE = `mutation ($id: ID!, $reason: String!) { reversePayment(id: $id, reason: $reason) { ${PAYMENT} } }`;
export const CREATE_TRANSACTION = `mutation ($c: ID!, $type: TransactionType!, $amount: Decimal!, $date: Date!, $d: String!) { createTransaction(customerId: $c, type: $type, amount: $amount, date: $date, description: $d) { ${TRANSACTION} } }`;

/** What a test does with a customer's money, as the operator unless a token says otherwise. */
export function money(server: TestServer) {
  const one = async (query: string, variables: object, token?: string): Promise<any> =>
    Object.values(
      await server.must<Record<string, any>>(query, variables, token ?? server.operator),
    )[0];
  return {
    /** An invoice of one line, issued on 1 April 2026 unless told otherwise. */
    invoice: (
      customerId: string,
      amount: string,
      more: object = {},
      token?: string,
    ): Promise<any> =>
      one(
        CREATE_INVOICE,
        {
          input: {
            customerId,
            documentDate: '2026-04-01',
            lines: [{ description: 'Router', unitPrice: amount }],
            ...more,
          },
        },
        token,
      ),
    invoiceNow: (id: string, token?: string): Promise<any> =>
      one(`query ($id: ID!) { invoice(id: $id) { ${INVOICE} } }`, { id }, token),
    pay: (customerId: string, amount: string, more: object = {}, token?: string): Promise<any> =>
      one(
        RECORD_PAYMENT,
        { input: { customerId, amount, date: '2026-04-02', method: 'BANK_TRANSFER', ...more } },
        token,
      ),
    paymentNow: (id: string, token?: string): Promise<any> =>
      one(`query ($id: ID!) { payment(id: $id) { ${PAYMENT} } }`, { id }, token),
    correct: (c: string, type: 'DEBIT' | 'CREDIT', amount: string, token?: string): Promise<any> =>
      one(
        CREATE_TRANSACTION,
        { c, type, amount, date: '2026-04-03', d: `Correction of ${amount}` },
        token,
      ),
    void: (id: string, reason = 'wrong amount', token?: string): Promise<any> =>
      one(VOID, { id, reason }, token),
    reverse: (id: string, reason = 'typed twice', token?: string): Promise<any> =>
      one(REVERSE, { id, reason }, token),
    balance: async (id: string): Promise<string> =>
      (await one('query ($id: ID!) { customer(id: $id) { balance } }', { id })).balance,
    ledger: async (id: string): Promise<any[]> =>
      (
        await one(
          `query ($id: ID!) { customer(id: $id) { transactions(first: 200) { nodes { ${TRANSACTION} } } } }`,
          { id },
        )
      ).transactions.nodes,
  };
}
