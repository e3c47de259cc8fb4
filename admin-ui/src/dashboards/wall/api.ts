import { graphql } from '../../generated/index.ts';
import type { WallDisplaysQuery } from '../../generated/graphql.ts';

export const wallsDocument = graphql(`
  query WallDisplays($may_partners_read: Boolean = false) {
    wallDisplays {
      id
      name
      dashboards
      seconds
      showMoney
      showNames
      expiresAt
      lastSeenAt
      partner @include(if: $may_partners_read) {
        id
        name
      }
    }
  }
`);

export const createWallDocument = graphql(`
  mutation CreateWallDisplay($input: WallDisplayInput!) {
    createWallDisplay(input: $input) {
      id
      url
    }
  }
`);

export const revokeWallDocument = graphql(`
  mutation RevokeWallDisplay($id: ID!) {
    revokeWallDisplay(id: $id)
  }
`);

export type WallDisplay = WallDisplaysQuery['wallDisplays'][number];
