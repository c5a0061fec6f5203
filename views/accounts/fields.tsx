import type { AccountFields } from '#src/accounts/account.ts'
import { accountTypes } from '#src/accounts/rules.ts'
import { countryName, countryOptions } from '#src/platform/language/countries.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { Checkbox, Field, Select } from '../ui/field.tsx'
import { problemText } from '../ui/problem-words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** Whether the fields of a company are wanted at once: it is one, or something stands in them. */
const isOfCompany = ({ values, problems }: FormState): boolean =>
  values.type === 'company' ||
  Object.entries({ ...values, ...problems }).some(([name, said]) => name.startsWith('company_') && said)

/** The fields of an account itself, for its form and for the page that makes one. */
export function AccountFieldset({
  viewer,
  form,
  autofocus,
  kept,
}: {
  viewer: Viewer
  form: FormState
  autofocus?: boolean
  /** A tax ID that the form does not show, masked: left blank, it stays. */
  kept?: string | undefined
}) {
  const w = words[viewer.language]
  const countries = countryOptions(viewer.language)
  const field = (name: keyof AccountFields) => ({
    name,
    value: form.values[name],
    error: problemText(viewer, form.problems, name),
  })
  return (
    <>
      <div class="field-grid">
        <Field {...field('name')} label={w.name} help={w.nameHelp} maxlength={200} autofocus={autofocus} />
        <Select {...field('tax_country')} label={w.taxCountry} blank="—" options={countries} />
        {kept === undefined ? (
          <Field {...field('tax_id')} label={w.taxId} maxlength={40} />
        ) : (
          <div>
            <input type="hidden" name="kept" value="tax_id" />
            <Field {...field('tax_id')} label={w.taxId} help={w.keptTaxId(kept)} maxlength={40} autocomplete="off" />
            <Checkbox
              name="remove"
              value="tax_id"
              label={w.removeTaxId}
              checked={form.lists.remove?.includes('tax_id')}
            />
          </div>
        )}
        <Select
          {...field('type')}
          label={w.type}
          options={accountTypes.map((value) => ({ value, label: w.types[value] }))}
        />
      </div>
      <details class="company-only" data-only-for="company" open={isOfCompany(form)}>
        <summary>{w.ofCompany}</summary>
        <div class="field-grid">
          <Field {...field('company_name')} label={w.companyName} maxlength={200} />
          <Field {...field('company_street')} label={w.street} maxlength={200} />
          <Field {...field('company_postcode')} label={w.postcode} maxlength={30} />
          <Field {...field('company_city')} label={w.city} maxlength={200} />
          <Field {...field('company_region')} label={w.region} maxlength={100} />
          <Select {...field('company_country')} label={w.country} blank="—" options={countries} />
        </div>
      </details>
    </>
  )
}

/** What each field of an account is called, for a summary of problems and for two versions side by side. */
export function accountLabels(viewer: Viewer): Record<keyof AccountFields, string> {
  const w = words[viewer.language]
  return {
    name: w.name,
    type: w.type,
    company_name: w.companyName,
    company_street: w.street,
    company_city: w.city,
    company_postcode: w.postcode,
    company_region: w.region,
    company_country: w.country,
    tax_country: w.taxCountry,
    tax_id: w.taxId,
  }
}

/** A company's address in lines, as it would stand on an envelope. */
export const companyAddress = (viewer: Viewer, account: AccountFields): string =>
  [
    account.company_street,
    [account.company_postcode, account.company_city].filter(Boolean).join(' '),
    account.company_region,
    account.company_country && countryName(viewer.language, account.company_country),
  ]
    .filter(Boolean)
    .join('\n')
