import type { Account, AccountFields } from '#src/accounts/account.ts'
import { maskedTaxId } from '#src/accounts/tax-id.ts'
import { countryName } from '#src/platform/language/countries.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { can } from '#src/staff/rights.ts'
import { LinkButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Section } from '../ui/section.tsx'
import { Day } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { AccountFieldset, accountLabels, companyAddress } from './account-fields.tsx'
import { words } from './words.ts'

const region = { target: '#details', swap: 'outerHTML' } as const

export function Details({ viewer, account, justEdited }: { viewer: Viewer; account: Account; justEdited?: boolean }) {
  const w = words[viewer.language]
  const edit = `/accounts/${account.id}/details/edit`
  return (
    <Section
      id="details"
      title={w.details}
      actions={
        can(viewer.staff, 'manage accounts') && (
          <LinkButton href={edit} kind="link" hx={region} autofocus={justEdited}>
            {w.editDetails}
          </LinkButton>
        )
      }
    >
      <Facts
        facts={[
          [w.name, account.name],
          [w.shortId, account.short_id],
          [w.type, w.types[account.type]],
          [w.taxId, account.tax_id && (account.type === 'company' ? account.tax_id : maskedTaxId(account.tax_id))],
          [w.taxCountry, account.tax_country && countryName(viewer.language, account.tax_country)],
          [w.companyName, account.company_name],
          [w.companyAddress, companyAddress(viewer, account)],
          [w.created, <Day viewer={viewer} at={account.created_at} />],
          [w.archivedSince, account.archived_at && <Day viewer={viewer} at={account.archived_at} />],
        ]}
      />
    </Section>
  )
}

export function DetailsForm({ viewer, account, form }: { viewer: Viewer; account: Account; form: FormState }) {
  const w = words[viewer.language]
  const action = `/accounts/${account.id}/details`
  return (
    <Section id="details" title={w.details}>
      <Form viewer={viewer} action={action} hx={region} version={Number(form.values.version ?? account.version)}>
        <Summary viewer={viewer} problems={form.problems} labels={accountLabels(viewer)} />
        <AccountFieldset viewer={viewer} form={form} autofocus />
        <FormActions viewer={viewer} cancel={action} hx={region} />
      </Form>
    </Section>
  )
}

export function DetailsConflict({ viewer, account, form }: { viewer: Viewer; account: Account; form: FormState }) {
  const w = words[viewer.language]
  const labels = accountLabels(viewer)
  const shown: Partial<Record<keyof AccountFields, (value: string) => string>> = {
    type: (value) => w.types[value as Account['type']] ?? value,
    company_country: (value) => countryName(viewer.language, value),
    tax_country: (value) => countryName(viewer.language, value),
  }
  return (
    <Section id="details" title={w.details}>
      <ConflictForm
        viewer={viewer}
        action={`/accounts/${account.id}/details`}
        cancel={`/accounts/${account.id}/details`}
        version={account.version}
        hx={region}
        fields={(Object.keys(labels) as (keyof AccountFields)[]).map((name) => ({
          name,
          label: labels[name],
          mine: form.values[name] ?? '',
          theirs: account[name],
          shown: shown[name],
        }))}
      />
    </Section>
  )
}

/** An account's own fields as a form's values. */
export const detailsValues = (account: Account): Record<string, string> => ({
  name: account.name,
  type: account.type,
  company_name: account.company_name,
  company_street: account.company_street,
  company_city: account.company_city,
  company_postcode: account.company_postcode,
  company_region: account.company_region,
  company_country: account.company_country,
  tax_country: account.tax_country,
  tax_id: account.tax_id,
  version: String(account.version),
})
