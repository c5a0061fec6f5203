import type { FirmFields, FirmSettings } from '#src/firm/firm.ts'
import { countries, type NameFormat, nameFormats, timeZones } from '#src/firm/rules.ts'
import { countryName } from '#src/platform/language/countries.ts'
import { isLanguage, languages } from '#src/platform/language/language.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { Page } from '../layout/page.tsx'
import { words as setup } from '../setup/words.ts'
import { Button } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Field, Select } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

const names = ['name', 'country', 'time_zone', 'language', 'name_format', 'retention_years'] as const

interface Props {
  viewer: Viewer
  form: FormState
  /** The firm as it is now, where somebody has changed it meanwhile. */
  theirs?: FormState['values']
}

/** The firm as a form's values. */
export const firmValues = (
  firm: Omit<FirmFields, 'language'> & FirmSettings & { language: string; version: number },
): FormState['values'] => ({
  name: firm.name,
  country: firm.country,
  time_zone: firm.time_zone,
  language: firm.language,
  name_format: firm.name_format,
  retention_years: String(firm.retention_years),
  version: String(firm.version),
})

/** The firm's own fields, in the setup and in the settings. */
export function FirmFieldset({ viewer, form }: { viewer: Viewer; form: FormState }) {
  const w = setup[viewer.language]
  const field = (name: (typeof names)[number]) => ({
    name,
    value: form.values[name],
    error: problemText(viewer, form.problems, name),
  })
  return (
    <>
      <Field {...field('name')} label={w.firmName} required maxlength={200} />
      <Select
        {...field('country')}
        label={w.country}
        options={countries.map((value) => ({ value, label: countryName(viewer.language, value) }))}
      />
      <Select
        {...field('time_zone')}
        label={w.timeZone}
        options={timeZones.map((value) => ({ value, label: value.replace('_', ' ') }))}
      />
      <Select
        {...field('language')}
        label={w.language}
        options={languages.map((value) => ({ value, label: w.languages[value] }))}
      />
    </>
  )
}

/** What no firm is asked for at its beginning. */
function SettingsFieldset({ viewer, form }: { viewer: Viewer; form: FormState }) {
  const w = words[viewer.language]
  return (
    <>
      <Select
        name="name_format"
        value={form.values.name_format}
        error={problemText(viewer, form.problems, 'name_format')}
        label={w.nameFormat}
        help={w.nameFormatHelp}
        options={nameFormats.map((value) => ({ value, label: w.formats[value] }))}
      />
      <Field
        name="retention_years"
        value={form.values.retention_years}
        error={problemText(viewer, form.problems, 'retention_years')}
        label={w.retention}
        help={w.retentionHelp}
        inputmode="numeric"
        size={3}
        maxlength={2}
        required
      />
    </>
  )
}

export function FirmPage({ viewer, form, theirs }: Props) {
  const w = setup[viewer.language]
  const own = words[viewer.language]
  const labels = {
    name: w.firmName,
    country: w.country,
    time_zone: w.timeZone,
    language: w.language,
    name_format: own.nameFormat,
    retention_years: own.retention,
  }
  const shown: Partial<Record<(typeof names)[number], (value: string) => string>> = {
    country: (value) => countryName(viewer.language, value),
    language: (value) => (isLanguage(value) ? w.languages[value] : value),
    name_format: (value) => own.formats[value as NameFormat] ?? value,
  }
  const title = own.firm
  return (
    <Page viewer={viewer} title={title}>
      <div class="page-head">
        <h1>{title}</h1>
      </div>
      <div class="narrow">
        <Section id="firm" title={title}>
          {theirs ? (
            <ConflictForm
              viewer={viewer}
              action="/settings/firm"
              cancel="/settings/firm"
              version={Number(theirs.version)}
              fields={names.map((name) => ({
                name,
                label: labels[name],
                mine: form.values[name] ?? '',
                theirs: theirs[name] ?? '',
                shown: shown[name],
              }))}
            />
          ) : (
            <Form viewer={viewer} action="/settings/firm" version={Number(form.values.version)}>
              <Summary viewer={viewer} problems={form.problems} labels={labels} />
              <FirmFieldset viewer={viewer} form={form} />
              <SettingsFieldset viewer={viewer} form={form} />
              <Button kind="primary">{ui[viewer.language].save}</Button>
            </Form>
          )}
        </Section>
      </div>
    </Page>
  )
}
