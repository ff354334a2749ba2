/** A server's address from the environment; without it a test fails. */
export function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run npm run test:servers`);
  return value;
}
