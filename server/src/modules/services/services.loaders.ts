import type { Context } from '../../kit/context.ts';
import { bookedServices } from './services.store.ts';

/** Whether anything was ever written down for a service, undone or not. */
export async function loadBooked(ctx: Context, serviceId: string): Promise<boolean> {
  return (await ctx.loadOne('service.booked', serviceId, bookedServices, ({ id }) => id)) !== null;
}
