import { type AccountFilter, readFilter, valueName, writeFilter } from '#src/account-list/filter.ts'
import { accountRoles, accountTypes } from '#src/accounts/rules.ts'
import type { Field as CustomField } from '#src/fields/field.ts'
import { choicesOf } from '#src/fields/rules.ts'
import { isDate } from '#src/platform/language/calendar.ts'
import { portalStates } from '#src/portal/rules.ts'
import { words as accountWords } from '../accounts/words.ts'
import { Field, namedOptions, Select, wordedOptions } from '../ui/field.tsx'
import { FilterForm } from '../ui/list.tsx'
import { problemWords } from '../ui/problem-words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  filter: AccountFilter
  /** How many there are, in words. */
  found: string
  tags: { id: number; name: string }[]
  people: { id: number; name: string }[]
  /** Custom fields to filter by. */
  fields: CustomField[]
}

/** What the list is narrowed by: what one looks for every day in a line, the rest folded until it is asked for. */
export function Filters(props: Props) {
  const { viewer, filter, found, tags, people } = props
  const w = words[viewer.language]
  const a = accountWords[viewer.language]
  const tagOptions = namedOptions(tags)
  const peopleOptions = namedOptions(people)
  const { show, sort, order } = filter
  const said = Object.fromEntries(writeFilter({ ...readFilter(''), show, sort, order }))
  const more = (
    <>
      <Select name="without" label={w.withoutTag} blank="—" value={filter.without[0]} options={tagOptions} />
      {accountRoles.map((role) => (
        <Select name={role} label={a.roles[role]} blank={w.any} value={filter[role]} options={peopleOptions} />
      ))}
      {props.fields.length > 0 && (
        <Select name="field" label={w.field} blank="—" value={filter.field?.id} options={namedOptions(props.fields)} />
      )}
      <FieldValue {...props} />
    </>
  )
  return (
    <FilterForm
      viewer={viewer}
      path="/accounts"
      said={said}
      found={found}
      more={more}
      isMore={Boolean(filter.without.length > 0 || filter.field || accountRoles.some((role) => filter[role]))}
    >
      <Field name="name" label={w.name} type="search" value={filter.name} maxlength={200} />
      <Select
        name="type"
        label={w.type}
        blank={w.any}
        value={filter.type}
        options={wordedOptions(accountTypes, a.types)}
      />
      <Select name="tag" label={w.withTag} blank={w.any} value={filter.tag[0]} options={tagOptions} />
      <Select name="member" label={w.columns.team} blank={w.any} value={filter.member} options={peopleOptions} />
      <Select
        name="portal"
        label={w.columns.portal}
        blank={w.any}
        value={filter.portal}
        options={wordedOptions(portalStates, w.portalStates)}
      />
    </FilterForm>
  )
}

/** Once a custom field is chosen, the value that it must have. */
export function FieldValue({ viewer, filter, fields, people }: Pick<Props, 'viewer' | 'filter' | 'fields' | 'people'>) {
  const chosen = fields.find((field) => field.id === filter.field?.id)
  return (
    <div id="field-value">
      {chosen && <ValueField viewer={viewer} field={chosen} value={filter.field?.value ?? ''} people={people} />}
    </div>
  )
}

interface ValueFieldProps {
  viewer: Viewer
  field: CustomField
  value: string
  people: Props['people']
}

function ValueField({ viewer, field, value, people }: ValueFieldProps) {
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
