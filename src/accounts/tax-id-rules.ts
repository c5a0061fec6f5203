import { stdnum } from 'stdnum'

interface Validator {
  validate(value: string): { isValid: boolean }
}

/** The kinds of tax IDs that a country has, with the rules of each. All countries come together: to be loaded when one is asked for. */
export const rulesOf = (country: string): Validator[] =>
  Object.values((stdnum as Record<string, Record<string, Validator>>)[country] ?? {})
