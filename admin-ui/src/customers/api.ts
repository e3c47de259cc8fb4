import { graphql } from '../generated/index.ts';
import { listOf, oneOf, type ResourceApi } from '../api/resource.ts';

graphql(`
  fragment CustomerBasics on Customer {
    id
    number
    name
    status
    balance
    outstanding
    overdue
    currency
  }
`);

graphql(`
  fragment CustomerRow on Customer {
    ...CustomerBasics
    email
    labels @include(if: $may_labels_read) {
      ...LabelShown
    }
    statusReason
    billingType
    partner {
      id
      number
      name
      test
      clock
    }
    customFields
    billing {
      nextBillingDate
      billingEnabled
    }
  }
`);

graphql(`
  fragment CustomerDetail on Customer {
    ...CustomerRow
    externalId
    login @include(if: $may_customers_credentials)
    phone
    street
    city
    zip
    country
    kind
    taxNumber
    vatId
    registrationNumber
    addresses {
      id
      kind
      name
      street
      zip
      city
      country
      lat
      lon
    }
    location @include(if: $may_locations_read) {
      id
      name
      number
    }
    vatCheckable
    vatCheck {
      valid
      name
      address
      requestId
      checkedBy
      at
    }
    reverseCharge
    createdOn
    blockedSince
    prepaid {
      until
      daysLeft
      missing
    }
    billing {
      ...CustomerBillingValues
      nextBillingDate
      overridden
      currency
    }
    statusHistory {
      id
      from
      to
      reason
      date
      at
      by
    }
  }
`);

export const CheckVatId = graphql(`
  mutation CheckVatId($customerId: ID!) {
    checkVatId(customerId: $customerId) {
      id
    }
  }
`);

const CustomersQuery = graphql(`
  query CustomerList(
    $filter: CustomerFilter
    $sort: [SortInput!]
    $first: Int
    $offset: Int
    $may_labels_read: Boolean = false
  ) {
    customers(filter: $filter, sort: $sort, first: $first, offset: $offset) {
      totalCount
      nodes {
        ...CustomerRow
      }
    }
  }
`);

export const CustomerQuery = graphql(`
  query CustomerOne(
    $id: ID!
    $may_customers_credentials: Boolean = false
    $may_labels_read: Boolean = false
    $may_locations_read: Boolean = false
  ) {
    customer(id: $id) {
      ...CustomerDetail
    }
  }
`);

export const CreateCustomer = graphql(`
  mutation CreateCustomer(
    $input: CustomerInput!
    $may_customers_credentials: Boolean = false
    $may_labels_read: Boolean = false
    $may_locations_read: Boolean = false
  ) {
    createCustomer(input: $input) {
      ...CustomerDetail
    }
  }
`);

export const UpdateCustomer = graphql(`
  mutation UpdateCustomer(
    $id: ID!
    $input: CustomerUpdateInput!
    $may_customers_credentials: Boolean = false
    $may_labels_read: Boolean = false
    $may_locations_read: Boolean = false
  ) {
    updateCustomer(id: $id, input: $input) {
      ...CustomerDetail
    }
  }
`);

export const BillingChangeQuery = graphql(`
  query BillingChange(
    $customerId: ID!
    $input: CustomerBillingInput!
    $may_invoices_read: Boolean = false
  ) {
    billingChange(customerId: $customerId, input: $input) {
      __typename
      words @include(if: $may_invoices_read)
    }
  }
`);

export const UpdateCustomerBilling = graphql(`
  mutation UpdateCustomerBilling(
    $customerId: ID!
    $input: CustomerBillingInput!
    $may_customers_credentials: Boolean = false
    $may_labels_read: Boolean = false
    $may_locations_read: Boolean = false
  ) {
    updateCustomerBilling(customerId: $customerId, input: $input) {
      ...CustomerDetail
    }
  }
`);

/** What the partner's settings give a customer that sets nothing of its own. */
export const InheritedSettingsQuery = graphql(`
  query InheritedCustomerSettings($partnerId: ID!) {
    financeSettings(partnerId: $partnerId) {
      ...InheritedBillingValues
      billingDayFromCreation
      partner {
        id
        name
        currency
      }
    }
  }
`);

/** Few fields, for the choosers that other screens open. */
export const CustomerChoicesQuery = graphql(`
  query CustomerChoices(
    $search: String
    $partnerId: ID
    $currency: String
    $may_customers_read: Boolean = false
  ) {
    customers(filter: { search: $search, partnerId: $partnerId, currency: $currency }, first: 20) {
      nodes {
        id
        number
        name
        email @include(if: $may_customers_read)
        reverseCharge @include(if: $may_customers_read)
        balance
        currency
        status
        comesBackWith
        partner {
          id
          name
          test
          clock
        }
      }
    }
  }
`);

export const CustomerChoiceQuery = graphql(`
  query CustomerChoice($id: ID!, $may_customers_read: Boolean = false) {
    customer(id: $id) {
      id
      number
      name
      email @include(if: $may_customers_read)
      reverseCharge @include(if: $may_customers_read)
      balance
      currency
      status
      comesBackWith
      partner {
        id
        name
        test
        clock
      }
    }
  }
`);

export const customerApi: ResourceApi = {
  name: 'customers',
  list: listOf(CustomersQuery, (data) => data.customers),
  one: oneOf(CustomerQuery, (data) => data.customer),
  sortFields: { 'billing.nextBillingDate': 'nextBillingDate' },
};
