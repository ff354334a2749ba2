import { Service } from '../../support/service.ts';

/** Services of one measurement, which end with it however it ends. */
export interface RunningServices extends AsyncDisposable {
  /** Where the last of them listens. */
  url: string;
}

export async function startServices(
  names: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<RunningServices> {
  await using starting = new AsyncDisposableStack();
  let url = '';
  for (const name of names) {
    const service = await Service.start(name, env);
    starting.defer(() => service.stop());
    url = service.url;
  }
  const running = starting.move();
  return { url, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
