import { graphql } from '../generated/index.ts';

graphql(`
  fragment RehearsedMonthParts on RehearsedMonth {
    month
    invoiceCount
    net {
      amount
      currency
    }
    tax {
      amount
      currency
    }
    total {
      amount
      currency
    }
  }
`);

export const RehearsalSubscription = graphql(`
  subscription RehearsalProgress($input: RehearsalInput!) {
    rehearsalProgress(input: $input) {
      progress
      rehearsal {
        months {
          ...RehearsedMonthParts
        }
        unchanged {
          ...RehearsedMonthParts
        }
        payMore
        payLess
        differences {
          customer {
            id
            number
            name
          }
          currency
          before
          after
        }
      }
    }
  }
`);

export const RehearsedTariffsQuery = graphql(`
  query RehearsedTariffs($partnerId: ID, $search: String) {
    tariffs(
      filter: { partnerId: $partnerId, archived: false, search: $search }
      first: 200
      sort: [{ field: "name" }]
    ) {
      nodes {
        id
        name
        price
        currency
        taxIncluded
        partner {
          id
          name
        }
      }
    }
  }
`);
