/**
 * A contract as a notice names it. Where the directory knows none its name is `line:` and the
 * customer's own number, which leaves the house with the digits in its middle hidden.
 */
export function shownSubscriber(subscriber: string): string {
  if (!subscriber.startsWith('line:')) return subscriber;
  return subscriber.replace(/\d{5,}/g, (digits) => {
    const hidden = digits.length - 4;
    return digits.slice(0, 2) + '*'.repeat(hidden) + digits.slice(-2);
  });
}
