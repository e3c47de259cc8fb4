import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { protectsAccount } from '@backhaul/domain/messages/protects';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { covers } from '../../tenancy/scope.ts';
import type { Permission } from '../../kit/permission.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { BUILT_IN, loadTemplates, TemplateKind } from '../templates/index.ts';
import { previewTemplate } from './preview.ts';
import { ownerOf, type DocumentOwner } from './owners.ts';
import { checkedTemplate, setTemplate } from './templates.service.ts';
import {
  DocumentTemplateType,
  DocumentTemplateVersionType,
  TemplatePreviewType,
  TemplateVariableType,
} from './templates.types.ts';
import { templateVariables } from './variables.ts';
import { got } from '../../platform/must.ts';

/** What a preview on a real record takes, for it shows the record. */
const READING: Record<DocumentOwner, readonly Permission[]> = {
  invoice: ['customers:read', 'invoices:read'],
  note: ['customers:read', 'invoices:read'],
  proforma: ['customers:read', 'invoices:read'],
  payment: ['customers:read', 'payments:read'],
  person: ['customers:read', 'transactions:read', 'users:read'],
};

async function templateOf(
  ctx: Context,
  partnerId: string,
  kind: TemplateKind,
): Promise<DocumentTemplateType> {
  const partner = await partnerRecords.found(ctx, partnerId);
  const { originId, originPath, source, subject } = got(
    await ctx.sql((sql) => loadTemplates(sql, kind, [partner.id])),
    partner.id,
  );
  // whose it is shows only where the viewer may know of that partner
  const ownerId = originId && originPath && covers(ctx.scope, originPath) ? originId : partner.id;
  return Object.assign(new DocumentTemplateType(), {
    kind,
    source,
    subject,
    builtIn: originId === null,
    inherited: originId !== partner.id,
    ownerId,
    askedId: partner.id,
  });
}

@Resolver(() => DocumentTemplateType)
export class TemplatesResolver {
  @Authorized('settings:read')
  @Query(() => DocumentTemplateType)
  documentTemplate(
    @Arg('kind', () => TemplateKind) kind: TemplateKind,
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<DocumentTemplateType> {
    return templateOf(ctx, partnerId ?? ctx.someone.partnerId, kind);
  }

  @Authorized('settings:read')
  @Query(() => [TemplateVariableType], {
    description:
      'What templates of a kind can print, besides pictures: <img src="asset:<id of a file>" alt="..."> shows one that was uploaded by the partner or one above it, five different ones at most.',
  })
  templateVariables(@Arg('kind', () => TemplateKind) kind: TemplateKind): TemplateVariableType[] {
    return templateVariables(kind);
  }

  @Authorized('settings:write')
  @Mutation(() => DocumentTemplateType, {
    description:
      'source null: back to the inherited one. RESET_MAIL, WELCOME_MAIL and SECURITY_MAIL take users:write besides.',
  })
  async setDocumentTemplate(
    @ArgId('partnerId') partnerId: string,
    @Arg('kind', () => TemplateKind) kind: TemplateKind,
    @Arg('source', () => String, { nullable: true }) source: string | null | undefined,
    @Arg('subject', () => String, { nullable: true }) subject: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<DocumentTemplateType> {
    // whoever writes a link decides where it leads, and whoever writes a warning whether it warns
    if (protectsAccount(kind)) ctx.need('users:write');
    if (source === undefined)
      throw badInput({ source: 'is missing; give null to return to the inherited template' });
    if (!(await partnerRecords.load(ctx, partnerId))) throw notFound();
    const template = await checkedTemplate(ctx.someone.partnerId, kind, source, subject ?? null);
    await ctx.sql((sql) => setTemplate(sql, partnerId, kind, template));
    return templateOf(ctx, partnerId, kind);
  }

  @Authorized('settings:read')
  @Mutation(() => TemplatePreviewType, {
    description:
      'Renders a source against a real document, or sample data when none is given; stores nothing.',
  })
  async previewDocumentTemplate(
    @Arg('partnerId', () => ID) partnerId: string,
    @Arg('kind', () => TemplateKind) kind: TemplateKind,
    @Arg('source', () => String) source: string,
    @Arg('subject', () => String, { nullable: true }) subject: string | null | undefined,
    @Arg('documentId', () => ID, { nullable: true }) documentId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<TemplatePreviewType> {
    const id = idInput(partnerId, 'partnerId');
    if (!(await partnerRecords.load(ctx, id))) throw notFound();
    const document = documentId == null ? null : idInput(documentId, 'documentId');
    // a template prints what it names of the record, of the customer what the viewer reads
    if (document)
      for (const permission of READING[ownerOf(kind) ?? 'invoice']) ctx.need(permission);
    await ctx.endReads();
    return previewTemplate(
      ctx.app,
      ctx.scope,
      ctx.someone.partnerId,
      id,
      kind,
      { source, subject: subject ?? BUILT_IN[kind].subject },
      document === null ? null : { id: document, reads: (type, field) => ctx.reads(type, field) },
    );
  }

  @FieldResolver(() => PartnerType)
  partner(
    @Root() template: DocumentTemplateType,
    @Ctx() ctx: Context,
  ): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, template.ownerId);
  }

  @FieldResolver(() => [DocumentTemplateVersionType], {
    description: 'What the asked partner changed, newest first.',
  })
  async history(
    @Root() template: DocumentTemplateType,
    @Ctx() ctx: Context,
  ): Promise<DocumentTemplateVersionType[]> {
    const rows = await ctx.read((tx) =>
      tx.documentTemplate.findMany({
        where: { partnerId: template.askedId, kind: template.kind },
        orderBy: { id: 'desc' },
        take: 50,
      }),
    );
    return rows.map(({ id, source, subject, createdBy, createdAt }) => ({
      id,
      source,
      subject,
      changedBy: createdBy,
      changedAt: createdAt,
    }));
  }
}
