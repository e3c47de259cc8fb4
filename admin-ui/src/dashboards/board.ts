import { graphql } from '../generated/index.ts';
import type { DashboardTilesFragment } from '../generated/graphql.ts';

graphql(`
  fragment DashboardTiles on Dashboard {
    kind
    currency
    currencies
    month
    asOf
    complete
    tiles {
      key
      unit
      value
      count
      previous
      changePercent
      series {
        at
        value
      }
      rows {
        label
        value
        count
        note
        link {
          list
          filter
        }
      }
      link {
        list
        filter
      }
      asOf
    }
  }
`);

export const boardDocument = graphql(`
  query DashboardBoard(
    $kind: DashboardKind!
    $partnerId: ID
    $currency: String
    $month: Date
    $below: Boolean
  ) {
    dashboard(
      kind: $kind
      partnerId: $partnerId
      currency: $currency
      month: $month
      includeDescendants: $below
    ) {
      ...DashboardTiles
    }
  }
`);

export const boardPushed = graphql(`
  subscription DashboardBoardPushed(
    $kind: DashboardKind!
    $partnerId: ID
    $currency: String
    $month: Date
    $below: Boolean
  ) {
    dashboard(
      kind: $kind
      partnerId: $partnerId
      currency: $currency
      month: $month
      includeDescendants: $below
    ) {
      ...DashboardTiles
    }
  }
`);

export const layoutDocument = graphql(`
  query DashboardLayout($kind: DashboardKind!) {
    dashboardLayout(kind: $kind) {
      key
      width
      hidden
    }
  }
`);

export const setLayoutDocument = graphql(`
  mutation SetDashboardLayout(
    $kind: DashboardKind!
    $places: [TilePlaceInput!]
    $forPartnerId: ID
  ) {
    setDashboardLayout(kind: $kind, places: $places, forPartnerId: $forPartnerId) {
      key
      width
      hidden
    }
  }
`);

export type Board = DashboardTilesFragment;
export type BoardTile = Board['tiles'][number];
export type BoardRow = BoardTile['rows'][number];
