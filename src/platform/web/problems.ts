/** What may be wrong with a form's field. The words for each stand in views/ui/problem-words.ts. */
export const problems = [
  'required',
  'too long',
  'too short',
  'unreadable characters',
  'not an e-mail address',
  'not a number',
  'not a date',
  'not a choice',
  'taken',
  'login of another',
  'wrong',
  'passwords differ',
  'name a contact',
  'not the name',
  'not yourself',
  'too many',
  'not a colour',
  'no such person',
  'has access already',
  'file missing',
  'file empty',
  'file too large',
  'file is a spreadsheet',
  'file is not text',
  'not a picture',
  'picture is HEIC',
  'picture is damaged',
  'too many pixels',
  'no rows',
  'too many columns',
  'map a name',
  'mapped twice',
] as const
export type Problem = (typeof problems)[number]

/** By the field's name. */
export type Problems = Partial<Record<string, Problem>>
