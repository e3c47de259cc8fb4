import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { creditNoteRecords, CreditNoteType } from '../creditNotes/index.ts';
import { invoiceRecords, InvoiceType } from '../invoices/index.ts';
import { serviceRecords, ServiceType } from '../services/index.ts';
import { tariffRecords, TariffType } from '../tariffs/index.ts';
import { availableTariffs } from './available.ts';
import { changeById, changesOf } from './changes.loaders.ts';
import { cancelPlanChange, changePlan, tryChange, type WishedChange } from './changes.service.ts';
import { PlanChangeInput, PlanChangeStatus, PlanChangeType, triedChange } from './changes.types.ts';
import { inChangingScope, refuseTakingBack, refuseWish } from './viewers.ts';

/** Carries what was found out of a transaction that is not to stand. */
class TakenBack extends Error {
  constructor(readonly found: Awaited<ReturnType<typeof tryChange>>) {
    super('the change was only tried');
  }
}

@Resolver(() => PlanChangeType)
export class PlanChangesResolver {
  // it issues invoices and credit notes
  @Authorized('credit-notes:write', 'plans:choose')
  @Mutation(() => PlanChangeType, {
    description:
      'Another plan for a service, at once or from a day to come. A customer may choose among availableTariffs, from today on.',
  })
  async changePlan(
    @Arg('input', () => PlanChangeInput) input: PlanChangeInput,
    @Ctx() ctx: Context,
  ): Promise<PlanChangeType> {
    const wished: WishedChange = {
      serviceId: idInput(input.serviceId, 'serviceId'),
      tariffId: idInput(input.tariffId, 'tariffId'),
      date: input.date,
      unitPrice: input.unitPrice ?? null,
    };
    await refuseWish(ctx, wished);
    if (input.dryRun) return tried(ctx, wished);
    const id = await inChangingScope(ctx, (sql) => changePlan(sql, ctx.app.clock, wished));
    return changeById(ctx, id);
  }

  @Authorized('credit-notes:write', 'plans:choose')
  @Mutation(() => PlanChangeType, {
    description:
      'Takes a planned change back; nothing of it is left. A customer may take back what it chose itself.',
  })
  async cancelPlanChange(@ArgId('id') id: string, @Ctx() ctx: Context): Promise<PlanChangeType> {
    await refuseTakingBack(ctx, id);
    await inChangingScope(ctx, (sql) => cancelPlanChange(sql, id));
    return changeById(ctx, id);
  }

  @FieldResolver(() => ServiceType)
  from(@Root() change: PlanChangeType, @Ctx() ctx: Context): Promise<ServiceType | null> {
    return serviceRecords.load(ctx, change.serviceId);
  }

  @FieldResolver(() => ServiceType, {
    nullable: true,
    description: 'What follows; there from the day on which the change is planned.',
  })
  async to(@Root() change: PlanChangeType, @Ctx() ctx: Context): Promise<ServiceType | null> {
    return change.toServiceId ? serviceRecords.load(ctx, change.toServiceId) : null;
  }

  @FieldResolver(() => TariffType)
  tariff(@Root() change: PlanChangeType, @Ctx() ctx: Context): Promise<TariffType | null> {
    return tariffRecords.load(ctx, change.tariffId);
  }

  @FieldResolver(() => [CreditNoteType])
  async creditNotes(
    @Root() change: PlanChangeType,
    @Ctx() ctx: Context,
  ): Promise<CreditNoteType[]> {
    const notes = change.noteIds.map((id) => creditNoteRecords.load(ctx, id));
    return (await Promise.all(notes)).filter((note) => note !== null);
  }

  @FieldResolver(() => InvoiceType, { nullable: true })
  async invoice(@Root() change: PlanChangeType, @Ctx() ctx: Context): Promise<InvoiceType | null> {
    return change.invoiceId ? invoiceRecords.load(ctx, change.invoiceId) : null;
  }
}

async function tried(ctx: Context, wished: WishedChange): Promise<PlanChangeType> {
  try {
    return await inChangingScope(ctx, async (sql): Promise<never> => {
      throw new TakenBack(await tryChange(sql, ctx.app.clock, wished));
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
    const { worked, ...found } = error.found;
    const byCustomer = ctx.someone.kind === 'CUSTOMER';
    const { figures, settled } = worked;
    return triedChange(wished, { ...found, figures, feeBy: settled.feeBy, byCustomer });
  }
}

@Resolver(() => ServiceType)
export class ServicePlansLink {
  @FieldResolver(() => [PlanChangeType], { description: 'Changes of plan that are to come.' })
  async planned(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<PlanChangeType[]> {
    const changes = await changesOf(ctx, service);
    return changes.filter(
      ({ status, serviceId }) => status === PlanChangeStatus.PLANNED && serviceId === service.id,
    );
  }

  @FieldResolver(() => [PlanChangeType], {
    description: 'Every change of plan to it and from it, the latest first.',
  })
  planChanges(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<PlanChangeType[]> {
    return changesOf(ctx, service);
  }

  @FieldResolver(() => [TariffType], {
    description: 'What it can change to; for a customer those its partner lets customers choose.',
  })
  availableTariffs(@Root() service: ServiceType, @Ctx() ctx: Context): Promise<TariffType[]> {
    return availableTariffs(ctx, service);
  }
}
