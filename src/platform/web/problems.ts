/**
 * What may be wrong with a form's field, by who says so: any form, or those of one noun, which declares its own beside its form. The words
 * stand in `views/ui/problem-words.ts` and `views/<noun>/problem-words.ts`.
 */
export interface ProblemsOf {
  any:
    | 'required'
    | 'too long'
    | 'unreadable characters'
    | 'not an e-mail address'
    | 'not a number'
    | 'not a date'
    | 'date without a year'
    | 'year out of range'
    | 'not a choice'
    | 'taken'
    | 'wrong'
    | 'not the name'
    | 'too many'
    | 'file missing'
    | 'file empty'
    | 'file too large'
    | 'disk full'
    | 'not a picture'
    | 'picture is HEIC'
    | 'picture is damaged'
    | 'too many pixels'
    | 'too many decimals'
    | 'not an amount'
    | 'which amount'
}
export type Problem = ProblemsOf[keyof ProblemsOf]

/** By the field's name. */
export type Problems = Partial<Record<string, Problem>>
