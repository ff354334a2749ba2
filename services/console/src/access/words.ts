export type Language = 'ja' | 'en';

const EN = {
  signIn: 'Sign in',
  signInWithProvider: 'Sign in with your company account',
  localAccount: 'Local account, for when the company’s sign-in does not work',
  name: 'Name',
  password: 'Password',
  freshNote: 'What you are about to do takes a fresh sign-in. Sign in again.',
  signOut: 'Sign out',
  signOutNote: 'Your session ends here. That of your company account does not.',
  back: 'Back to sign-in',
  code: 'Code',
  refusals: {
    'not-signed-in': 'You are not signed in, or your session has ended. Sign in.',
    forbidden: 'Your roles do not allow this. Ask a lead or an administrator.',
    'sign-in-again':
      'This takes a sign-in within the last five minutes. Sign in again, and repeat it.',
    'foreign-origin': 'The request came from another site, and was refused.',
    'sign-in-failed':
      'That did not work: the name or the password is wrong, or there were too many failures. Wait some minutes before you try again.',
    busy: 'Too many are signing in. Try again in a minute.',
    'too-large': 'The form is too large.',
    'oidc-unreachable': 'The company’s sign-in does not answer. Try again, or use a local account.',
    'oidc-no-attempt': 'This sign-in was finished, or began too long ago. Begin anew.',
    'oidc-refused': 'The company’s sign-in refused. Try again, or ask its administrator.',
    'oidc-invalid': 'The answer of the company’s sign-in is not to be trusted. Begin anew.',
    'no-role': 'You are known, but no group of yours may use the console. Ask an administrator.',
    'bad-token': 'The token is missing, wrong, revoked or over.',
    'ledger-unreachable':
      'The ledger cannot be reached, so nobody can be signed in. A line is let go on the machine itself: sekisho release --directly.',
  },
};

type Words = typeof EN;

/** Codes of what is refused; stable, for programs and for asking about. */
export type RefusalCode = keyof Words['refusals'];

const JA = {
  signIn: 'サインイン',
  signInWithProvider: '社内アカウントでサインイン',
  localAccount: 'ローカルアカウント（社内認証が使えないとき）',
  name: '名前',
  password: 'パスワード',
  freshNote: 'この操作には改めてサインインが必要です。もう一度サインインしてください。',
  signOut: 'サインアウト',
  signOutNote: 'ここのセッションを終了します。社内アカウントのセッションは続きます。',
  back: 'サインインへ戻る',
  code: 'コード',
  refusals: {
    'not-signed-in': 'サインインしていないか、セッションが終了しました。サインインしてください。',
    forbidden: 'あなたの役割ではこの操作はできません。リーダーか管理者に依頼してください。',
    'sign-in-again':
      'この操作には5分以内のサインインが必要です。もう一度サインインしてからやり直してください。',
    'foreign-origin': '別のサイトからの要求のため拒否しました。',
    'sign-in-failed':
      'サインインできませんでした。名前かパスワードが違うか、失敗が続いています。数分待ってからやり直してください。',
    busy: 'サインインが混み合っています。1分ほど待ってからやり直してください。',
    'too-large': 'フォームが大きすぎます。',
    'oidc-unreachable': '社内認証が応答しません。やり直すか、ローカルアカウントを使ってください。',
    'oidc-no-attempt':
      'このサインインは済んでいるか、時間が経ちすぎました。最初からやり直してください。',
    'oidc-refused': '社内認証に拒否されました。やり直すか、認証の管理者に問い合わせてください。',
    'oidc-invalid': '社内認証の応答を信頼できません。最初からやり直してください。',
    'no-role':
      '本人確認はできましたが、コンソールを使えるグループに入っていません。管理者に依頼してください。',
    'bad-token': 'トークンがないか、誤っているか、失効または期限切れです。',
    'ledger-unreachable':
      '台帳に接続できないため、サインインを確認できません。回線の解除は本体で sekisho release --directly を使ってください。',
  },
} satisfies Words;

export const WORDS: Readonly<Record<Language, Words>> = { ja: JA, en: EN };
