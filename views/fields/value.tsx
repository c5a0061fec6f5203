import type { Child } from 'hono/jsx'
import type { Field } from '#src/fields/field.ts'
import { choicesOf } from '#src/fields/rules.ts'
import { keysIn, type Person, storedAmount } from '#src/fields/type.ts'
import { isDate } from '#src/platform/language/calendar.ts'
import { datesFor, formatsIn } from '#src/platform/language/format.ts'
import { amountText } from '#src/platform/money.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  field: Field
  /** As it is stored, opened. */
  stored: string
  people: readonly Person[]
}

/** A stored value as its reader expects it, in words alone. What is not of the field's type, out of its history, comes as it is. */
export function valueText({ viewer, field, stored, people }: Props): string {
  const w = words[viewer.language]
  const formats = formatsIn(viewer.language)
  const nameOf = (key: string) => choicesOf(field).find((one) => one.key === key)?.name ?? key
  switch (field.type) {
    case 'number':
      return /^-?[\d.]+$/.test(stored) ? formats.number(stored) : stored
    case 'money': {
      const amount = storedAmount(field, stored)
      return amount ? amountText(amount, viewer.language) : stored
    }
    case 'date':
      return isDate(stored) ? datesFor(viewer).date(stored) : stored
    case 'yes/no':
      return stored === 'yes' ? w.yes : stored === 'no' ? w.no : stored
    case 'choice':
      return nameOf(stored)
    case 'several choices':
      return formats.list(keysIn(stored).map(nameOf))
    case 'team member': {
      const person = people.find((one) => String(one.id) === stored)
      return person ? (person.deactivated_at ? w.left(person.name) : person.name) : stored
    }
    default:
      return stored
  }
}

/** The same with what one may do with it: write to an address, call a number, follow a link. */
export function ShownValue(props: Props): Child {
  const { field, stored } = props
  const text = valueText(props)
  switch (field.type) {
    case 'e-mail':
      return <a href={`mailto:${stored}`}>{text}</a>
    case 'phone':
      return /\d/.test(stored) ? <a href={`tel:${stored.replace(/[^\d+]/g, '')}`}>{text}</a> : text
    case 'URL':
      return /^https?:\/\//i.test(stored) ? (
        <a href={stored} rel="noopener noreferrer">
          {text}
        </a>
      ) : (
        text
      )
    case 'date':
      return <time datetime={stored}>{text}</time>
    default:
      return text
  }
}

/** What stands for a value that is not for the page. */
export const Masked = ({ viewer }: { viewer: Viewer }) => {
  const w = words[viewer.language]
  return (
    <span class="masked">
      <span aria-hidden="true">{w.masked}</span> <span class="visually-hidden">{w.maskedSays}</span>
    </span>
  )
}
