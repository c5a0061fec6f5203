import { z } from 'zod'
import { isCountry } from '#src/platform/language/countries.ts'
import { choice, idField, line, problem, several } from '#src/platform/web/form.ts'
import type { AccountFields } from './account.ts'
import { accountTypes } from './rules.ts'

/** A country's code, or '' for none. */
export const countryOrBlank = line(2).refine((value) => value === '' || isCountry(value), problem('not a choice'))

export const accountFieldsForm = {
  name: line(200),
  type: choice(accountTypes),
  company_name: line(200),
  company_street: line(200),
  company_city: line(200),
  company_postcode: line(30),
  company_region: line(100),
  company_country: countryOrBlank,
  tax_country: countryOrBlank,
  tax_id: line(40),
}

/** Those of a form's values that are the account's own. */
export const accountFieldsIn = (data: AccountFields): AccountFields =>
  Object.fromEntries(
    (Object.keys(accountFieldsForm) as (keyof AccountFields)[]).map((name) => [name, data[name]]),
  ) as unknown as AccountFields

export const tagsForm = z.object({ tags: several(idField), was: several(idField) })
export const removalForm = z.object({ name: line(200) })
