// What nobody should send, for the tests and for the drill.

/** In a field or a query. */
export const poison: Readonly<Record<string, string>> = {
  nothing: '',
  'a long text': 'x'.repeat(60_000),
  'control characters': 'a\u0000b\u0007c',
  'a lone surrogate’s place': 'caf\uFFFD',
  HTML: '<script>alert(1)</script>"\'&lt;',
  SQL: "'; drop table account; --",
  'a huge number': '99999999999999999999',
  'a negative number': '-1',
  'a fraction': '1.5e308',
  'no number': 'NaN',
  'a day that is none': '2026-02-31',
  'the last of all days': '9999-99-99',
  JSON: '{"__proto__":{"admin":true}}',
  path: '../../../../etc/passwd',
  emoji: '👩‍👩‍👧‍👦'.repeat(100),
  'a text that is turned': '\u202Efdp.exe',
  'a sign that can’t be seen': '\u200B',
  'any text': '%',
  'any sign': '_',
  'a backslash': '\\',
  'many addresses': '@'.repeat(5000),
  'much Markdown': '*['.repeat(3000),
  'a pair': '(1,2)',
  on: 'on',
  true: 'true',
  'a formula': '=1+1',
}

/** Of these, what PostgreSQL takes otherwise than SQLite: it refuses some texts and numbers, and compares patterns by rules of its own. */
export const poisonOfPostgres: readonly string[] = [
  'control characters',
  'a lone surrogate’s place',
  'a huge number',
  'a negative number',
  'a fraction',
  'no number',
  'a day that is none',
  'any text',
  'any sign',
  'a backslash',
]

/** In the place of a number in a path. */
export const badIds: readonly string[] = [
  '0',
  '-1',
  '1.5',
  'abc',
  '2147483648',
  '9007199254740993',
  '%00',
  '%E0%A4%A',
  '%ED%A0%80',
  '1%20or%201=1',
  '..%2f..',
  'x'.repeat(3000),
  '%F0%9F%92%A9',
]

export const badIdsOfPostgres: readonly string[] = ['2147483648', '9007199254740993', '%00', '%ED%A0%80']
