import type { Account, AccountFields } from '#src/accounts/account.ts'
import { accountRoles } from '#src/accounts/rules.ts'
import { maskedTaxId } from '#src/accounts/tax-id.ts'
import { clearName, fieldFormState, inputName, meantName } from '#src/fields/form.ts'
import type { FieldSheet } from '#src/fields/value.ts'
import { countryName } from '#src/platform/language/countries.ts'
import { emptyForm, type FormState } from '#src/platform/web/form.ts'
import { isTaxIdMasked } from '#src/profile/rules.ts'
import { can } from '#src/staff/rights.ts'
import { AccountFieldset, accountLabels } from '../accounts/fields.tsx'
import { TeamFieldset } from '../accounts/team-fieldset.tsx'
import { words } from '../accounts/words.ts'
import { disputedLists, FieldInputs, fieldDisputes, fieldLabels } from '../fields/inputs.tsx'
import { type Tag, TagFieldset } from '../tags/fieldset.tsx'
import { words as tagWords } from '../tags/words.ts'
import { ConflictForm } from '../ui/conflict.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { type DetailsData, detailsRegion, type Someone } from './details.tsx'

export interface DetailsChoices {
  tags: Tag[]
  staff: Someone[]
}

interface Props {
  viewer: Viewer
  data: DetailsData
  choices: DetailsChoices
  form: FormState
}

/** The block of the details as one form, with the parts that the reader may change. */
export function DetailsForm({ viewer, data, choices, form }: Props) {
  const w = words[viewer.language]
  const action = `/accounts/${data.account.id}/details`
  const ownFields = can(viewer.staff, 'manage accounts')
  const others = { new_tag: tagWords[viewer.language].new, tags: w.tags, staff: w.teamMembers, ...w.roles }
  const labels = { ...accountLabels(viewer), ...fieldLabels(data.sheet), ...others }
  return (
    <Section id="details" title={w.details}>
      <Form
        viewer={viewer}
        action={action}
        hx={detailsRegion}
        version={ownFields ? Number(form.values.version) : undefined}
      >
        <Summary viewer={viewer} problems={form.problems} labels={labels} />
        {ownFields && <AccountFieldset viewer={viewer} form={form} autofocus kept={keptTaxId(data.account)} />}
        {ownFields && <FieldInputs viewer={viewer} sheet={data.sheet} form={form} />}
        {can(viewer.staff, 'tag accounts') && (
          <TagFieldset viewer={viewer} form={form} all={choices.tags} autofocus={!ownFields} />
        )}
        {can(viewer.staff, 'assign team') && (
          <TeamFieldset
            viewer={viewer}
            form={form}
            roles={data.roles}
            everybody={choices.staff}
            autofocus={!ownFields}
          />
        )}
        <FormActions viewer={viewer} cancel={action} hx={detailsRegion} />
      </Form>
    </Section>
  )
}

/** An account's details as the form's state, with what was typed in place of what it is now. */
export function detailsState(
  viewer: Viewer,
  { account, head, roles, followers, sheet }: DetailsData,
  typed: FormState = emptyForm(),
): FormState {
  const numbers = (rows: readonly { id: number }[]) => rows.map((row) => String(row.id))
  const holders = accountRoles.flatMap((role) => {
    const holder = String(roles.find((one) => one.role === role)?.id ?? '')
    return [
      [role, holder],
      [`${role}_was`, holder],
    ]
  })
  const custom = fieldFormState(sheet, viewer.language)
  return {
    values: {
      ...fieldValues(account),
      ...custom.values,
      ...Object.fromEntries(holders),
      new_tag_colour: 'slate',
      ...typed.values,
    },
    lists: {
      tags: numbers(head.tags),
      tags_was: numbers(head.tags),
      staff: numbers(head.team),
      staff_was: numbers(head.team),
      followers: numbers(followers),
      followers_was: numbers(followers),
      ...custom.lists,
      ...typed.lists,
    },
    problems: typed.problems,
  }
}

const fieldValues = (account: Account): Record<keyof AccountFields | 'version', string> => ({
  name: account.name,
  type: account.type,
  company_name: account.company_name,
  company_street: account.company_street,
  company_city: account.company_city,
  company_postcode: account.company_postcode,
  company_region: account.company_region,
  company_country: account.company_country,
  tax_country: account.tax_country,
  tax_id: isTaxIdMasked(account) ? '' : account.tax_id,
  version: String(account.version),
})

/** What the form says of the tax ID beside the field itself. */
const ofTaxId = new Set(['kept', 'remove'])

interface ConflictProps {
  viewer: Viewer
  account: Account
  /** The custom fields as they are now. */
  sheet: FieldSheet
  /** What was typed into them. */
  custom: ReadonlyMap<number, string>
  /** What the form says of the tax ID; undefined where it leaves it as it is. */
  taxId: string | undefined
  form: FormState
}

/** A tax ID that the form does not show, as it is masked; undefined where there is none. */
const keptTaxId = (account: Account): string | undefined =>
  isTaxIdMasked(account) ? maskedTaxId(account.tax_id) : undefined

/**
 * Two tax IDs between which one is to choose, or that were left as they are: a choice of theirs says nothing, since the page must not
 * hold what it masks.
 */
function taxIdDispute(viewer: Viewer, account: Account, mine: string | undefined) {
  const label = words[viewer.language].taxId
  const theirs = keptTaxId(account) ?? account.tax_id
  if (mine === undefined || mine === account.tax_id) return { name: 'tax_id', label, mine: '', theirs: '' }
  return mine === ''
    ? { name: 'remove', label, mine: 'tax_id', theirs: '', shown: (value: string) => (value === '' ? theirs : '') }
    : { name: 'tax_id', label, mine, theirs: '', shown: (value: string) => value || theirs }
}

/** Own fields and custom ones that two people changed at once, to be chosen; the other parts go along as they were typed. */
export function DetailsConflict({ viewer, account, sheet, custom, taxId, form }: ConflictProps) {
  const w = words[viewer.language]
  const labels = accountLabels(viewer)
  const own = (Object.keys(labels) as (keyof AccountFields)[]).filter((name) => name !== 'tax_id')
  const shown: Partial<Record<keyof AccountFields, (value: string) => string>> = {
    type: (value) => w.types[value as Account['type']] ?? value,
    company_country: (value) => countryName(viewer.language, value),
    tax_country: (value) => countryName(viewer.language, value),
  }
  const ofFields = new Set(sheet.fields.flatMap((field) => [inputName(field), meantName(field), clearName(field)]))
  const lists = Object.entries(form.lists).filter(([name]) => !ofFields.has(name) && !ofTaxId.has(name))
  const others = Object.entries(form.values)
    .filter(
      ([name]) =>
        name !== 'version' && !(name in labels) && !ofTaxId.has(name) && !(name in form.lists) && !ofFields.has(name),
    )
    .map(([name, value]) => [name, [value]] as const)
  return (
    <Section id="details" title={w.details}>
      <ConflictForm
        viewer={viewer}
        action={`/accounts/${account.id}/details`}
        cancel={`/accounts/${account.id}/details`}
        version={account.version}
        hx={detailsRegion}
        fields={[
          ...own.map((name) => ({
            name,
            label: labels[name],
            mine: form.values[name] ?? '',
            theirs: account[name],
            shown: shown[name],
          })),
          taxIdDispute(viewer, account, taxId),
          ...fieldDisputes(viewer, sheet, custom),
        ]}
        lists={{ ...Object.fromEntries([...others, ...lists]), ...disputedLists(custom), kept: ['tax_id'] }}
      />
    </Section>
  )
}
