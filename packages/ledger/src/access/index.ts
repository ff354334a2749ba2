export {
  type Account,
  addAccount,
  disableAccount,
  listAccounts,
  localSubject,
  resetAccount,
} from './account.ts';
export {
  type ApiToken,
  createToken,
  LONGEST_TOKEN_MS,
  listTokens,
  revokeToken,
  useToken,
} from './api-token.ts';
export {
  ALL_SERVICES,
  type Grant,
  ROLES,
  type Role,
  TOKEN_SCOPES,
  type TokenScope,
} from './grant.ts';
export { FAILURES_BEFORE_LOCK, type LocalSignIn, signInLocally } from './local-sign-in.ts';
export { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password.ts';
export { newSecret, secretHash } from './secret.ts';
export {
  beginSession,
  endSession,
  findSession,
  openSessions,
  revokeSessions,
  SESSION_IDLE_MS,
  SESSION_LONGEST_MS,
  type Session,
  type SessionEnd,
  type SignInWay,
  useSession,
} from './session.ts';
