import type { Express } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { App } from './app.ts';
import type { ListFile } from './listFile.ts';
import type { Granted } from './permission.ts';
import type { Kind } from './rights.ts';
import type { HandledTask } from './task.ts';
import type { UploadPurpose } from './upload.ts';
import type { Cancels } from './cancel.ts';

/** What a module brings to the house; its place in app/modules.ts is its rank. */
export interface Module {
  /** Its folder. */
  name: string;
  permissions?: Granted;
  /** What reading its kinds of record takes, by their GraphQL types; parts: types that come with what leads to them. */
  kinds?: Readonly<Record<string, Kind>>;
  parts?: readonly string[];
  resolvers?: readonly Function[];
  /** Its lists as files. */
  listFiles?: readonly ListFile[];
  /** The paths that are not GraphQL: downloads and webhooks. */
  routes?: readonly ((app: App, express: Express, schema: GraphQLSchema) => void)[];
  tasks?: readonly HandledTask[];
  /** What files are sent for, beside hanging on records. */
  uploads?: readonly UploadPurpose[];
  /** How its background work is called off. */
  cancels?: Cancels;
  /** What stays open as long as a worker runs; returns how to close it. */
  whileWorking?: (app: App) => Promise<() => void | Promise<void>>;
}
