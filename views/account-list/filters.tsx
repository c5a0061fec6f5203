import { type AccountFilter, readFilter, valueName, writeFilter } from '#src/account-list/filter.ts'
import { accountRoles, accountTypes } from '#src/accounts/rules.ts'
import type { Field as CustomField } from '#src/fields/field.ts'
import { choicesOf } from '#src/fields/rules.ts'
import { isDate } from '#src/platform/language/calendar.ts'
import { portalStates } from '#src/portal/rules.ts'
import { words as accountWords } from '../accounts/words.ts'
import { Button, HiddenFields } from '../ui/button.tsx'
import { Field, namedOptions, Select, wordedOptions } from '../ui/field.tsx'
import { type SavedFilter, SavedFilters } from '../ui/list.tsx'
import { problemWords } from '../ui/problem-words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  filter: AccountFilter
  saved: SavedFilter[]
  tags: { id: number; name: string }[]
  people: { id: number; name: string }[]
  /** Custom fields to filter by. */
  fields: CustomField[]
}

/** What the list is narrowed by, and the filters that one has kept. */
export function Filters(props: Props) {
  const { viewer, filter, saved, tags, people } = props
  const w = words[viewer.language]
  const a = accountWords[viewer.language]
  const tagOptions = namedOptions(tags)
  const peopleOptions = namedOptions(people)
  const { show, sort, order } = filter
  const unasked = writeFilter({ ...readFilter(''), show, sort, order })
  const now = writeFilter(filter)
  return (
    <>
      <form class="filters" action="/accounts" method="get">
        <HiddenFields fields={Object.fromEntries(unasked)} />
        <Select
          name="type"
          label={w.type}
          blank={w.any}
          value={filter.type}
          options={wordedOptions(accountTypes, a.types)}
        />
        <Select name="tag" label={w.withTag} blank={w.any} value={filter.tag[0]} options={tagOptions} />
        <Select name="without" label={w.withoutTag} blank="—" value={filter.without[0]} options={tagOptions} />
        <Select name="member" label={w.member} blank={w.any} value={filter.member} options={peopleOptions} />
        {accountRoles.map((role) => (
          <Select name={role} label={a.roles[role]} blank={w.any} value={filter[role]} options={peopleOptions} />
        ))}
        <Select
          name="portal"
          label={w.columns.portal}
          blank={w.any}
          value={filter.portal}
          options={wordedOptions(portalStates, w.portalStates)}
        />
        <FieldFilter {...props} />
        <Button>{w.filter}</Button>{' '}
        {now.size > 0 && <a href={show === 'archived' ? '/accounts?show=archived' : '/accounts'}>{w.clear}</a>}
      </form>
      <SavedFilters viewer={viewer} path="/accounts" query={now} saved={saved} />
    </>
  )
}

/** A custom field, and once one is chosen, the value that it must have. */
function FieldFilter({ viewer, filter, fields, people }: Props) {
  const w = words[viewer.language]
  if (fields.length === 0) return null
  const chosen = fields.find((field) => field.id === filter.field?.id)
  return (
    <>
      <Select name="field" label={w.field} blank="—" value={chosen?.id} options={namedOptions(fields)} />
      {chosen && <FieldValue viewer={viewer} field={chosen} value={filter.field?.value ?? ''} people={people} />}
    </>
  )
}

interface FieldValueProps {
  viewer: Viewer
  field: CustomField
  value: string
  people: Props['people']
}

function FieldValue({ viewer, field, value, people }: FieldValueProps) {
  const w = words[viewer.language]
  const common = { name: valueName(field.id), label: field.name, value }
  switch (field.type) {
    case 'choice':
    case 'several choices': {
      const options = choicesOf(field).map(({ key, name }) => ({ value: key, label: name }))
      return <Select {...common} blank={w.any} options={options} />
    }
    case 'team member':
      return <Select {...common} blank={w.any} options={namedOptions(people)} />
    case 'yes/no':
      return <Select {...common} blank={w.any} options={wordedOptions(['yes', 'no'], w)} />
    case 'date': {
      const isKnown = value === '' || isDate(value)
      return <Field {...common} type="date" error={isKnown ? undefined : problemWords[viewer.language]['not a date']} />
    }
    default:
      return <Field {...common} maxlength={200} />
  }
}
