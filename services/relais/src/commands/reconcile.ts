import { onInstallation } from './installation.ts';
import { type AskingOptions, ask } from './operations.ts';

/** `relais reconcile`: compares what a partner says it holds with what it should hold, and repairs what differs. */
export function reconcile(
  subscription: string,
  options: AskingOptions & { readonly dryRun: boolean },
): Promise<number> {
  return onInstallation(options, async (context) => {
    const request = { repair: !options.dryRun };
    return await ask(context, { type: 'reconcile.request', subscription, request }, options);
  });
}

/** `relais partner full`: leaves everything that the partner should hold, to take the place of all it holds. */
export function leaveFullSet(subscription: string, options: AskingOptions): Promise<number> {
  return onInstallation(options, (context) =>
    ask(context, { type: 'full-set.request', subscription, request: {} }, options),
  );
}
