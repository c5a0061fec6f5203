import type { NameFormat } from '#src/firm/rules.ts'

/** Of whom or what a name can be made. */
export interface Named {
  first_name: string
  last_name: string
  company: string
}

/** A name as that format writes it: of the person, else of the company, else the first address. */
export function nameIn(format: NameFormat, { first_name, last_name, company }: Named, email = ''): string {
  const [one, two, between] =
    format === 'first last'
      ? [first_name, last_name, ' ']
      : format === 'last first'
        ? [last_name, first_name, ' ']
        : [last_name, first_name, ', ']
  return [one, two].filter(Boolean).join(between) || company || email
}

/** The name that two records are compared by and that an account gets, however the firm writes names: João Silva. */
export const plainName = (named: Named, email = ''): string => nameIn('first last', named, email)

/** What a contact is called, as the firm writes names: kept with it, and written anew when the firm changes its mind. */
export const contactName = (contact: { display_name: string }): string => contact.display_name
