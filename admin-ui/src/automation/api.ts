import { graphql } from '../generated/index.ts';
import type { AutomationOneQuery, ComingRunsQuery } from '../generated/graphql.ts';

graphql(`
  fragment ComingRun on PlannedRun {
    billingDate
    previewOn
    confirmAt
    needsApproval
    skipped
    customers
    made
    madeAbove
    runId
    skippedBy
    skipReason
    madeAgainBecause
    words
  }
`);

// the settings themselves, and their origins, are asked for as they are declared: see settingFragments.ts
graphql(`
  fragment AutomationFields on AutomationSettings {
    partner {
      id
      name
      timeZone
      childCount
    }
    partOfAbove
    upcoming {
      ...ComingRun
    }
    ...AutomationValues
    ...AutomationOrigins
  }
`);

export const automationDocument = graphql(`
  query AutomationOne($partnerId: ID!) {
    automationSettings(partnerId: $partnerId) {
      ...AutomationFields
    }
  }
`);

/** What comes, without where each setting is from. */
export const comingRunsDocument = graphql(`
  query ComingRuns($partnerId: ID!) {
    automationSettings(partnerId: $partnerId) {
      partner {
        id
        name
        timeZone
        childCount
      }
      partOfAbove
      upcoming {
        ...ComingRun
      }
      ...AutomationValues
    }
  }
`);

/** Whether a preview still holds. */
export const comingHoldsDocument = graphql(`
  query ComingHolds($id: ID!) {
    billingRun(id: $id) {
      id
      staleBecause
    }
  }
`);

export const updateAutomationDocument = graphql(`
  mutation AutomationUpdate($partnerId: ID!, $input: AutomationSettingsInput!) {
    updateAutomationSettings(partnerId: $partnerId, input: $input) {
      ...AutomationFields
    }
  }
`);

export const skipDocument = graphql(`
  mutation AutomationSkip($partnerId: ID!, $billingDate: Date!, $reason: String) {
    skipAutomation(partnerId: $partnerId, billingDate: $billingDate, reason: $reason) {
      enabled
    }
  }
`);

export const unskipDocument = graphql(`
  mutation AutomationUnskip($partnerId: ID!, $billingDate: Date!) {
    unskipAutomation(partnerId: $partnerId, billingDate: $billingDate) {
      enabled
    }
  }
`);

export const previewNowDocument = graphql(`
  mutation AutomationPreviewNow($partnerId: ID!, $billingDate: Date!) {
    previewAutomation(partnerId: $partnerId, billingDate: $billingDate) {
      id
    }
  }
`);

export type AutomationSettings = AutomationOneQuery['automationSettings'];
export type Coming = ComingRunsQuery['automationSettings'];
export type ComingRun = Coming['upcoming'][number];
