const HERE = 'http://here.invalid';

/** Where to go after signing in: a path of this console, whatever was asked for. */
export function nextPath(asked: string | undefined): string {
  if (asked === undefined || !asked.startsWith('/') || !URL.canParse(asked, HERE)) return '/';
  const { origin, pathname, search } = new URL(asked, HERE);
  // `//other` and `/\other` are other hosts; signing in again after it leads in a circle.
  if (origin !== HERE || pathname.startsWith('//') || isOurs(pathname)) return '/';
  return `${pathname}${search}`;
}

function isOurs(path: string): boolean {
  return ['/sign-in', '/sign-out'].includes(path) || path.startsWith('/oidc/');
}
