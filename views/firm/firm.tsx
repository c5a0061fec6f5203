import { countries, timeZones } from '#src/firm/firm.ts'
import { countryName } from '#src/platform/language/countries.ts'
import { languages } from '#src/platform/language/language.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { Page } from '../layout/page.tsx'
import { words as setup } from '../setup/words.ts'
import { words as staff } from '../staff/words.ts'
import { Button } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Field, Select } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'

const names = ['name', 'country', 'time_zone', 'language'] as const

interface Props {
  viewer: Viewer
  form: FormState
  /** The firm as it is now, where somebody has changed it meanwhile. */
  theirs?: Record<(typeof names)[number], string> & { version: number }
}

/** The firm's own fields, in the setup and in the settings. */
export function FirmFields({ viewer, form }: { viewer: Viewer; form: FormState }) {
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

export function FirmPage({ viewer, form, theirs }: Props) {
  const w = setup[viewer.language]
  const labels = { name: w.firmName, country: w.country, time_zone: w.timeZone, language: w.language }
  const title = staff[viewer.language].firm
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
              version={theirs.version}
              fields={names.map((name) => ({
                name,
                label: labels[name],
                mine: form.values[name] ?? '',
                theirs: theirs[name],
              }))}
            />
          ) : (
            <Form viewer={viewer} action="/settings/firm" version={Number(form.values.version)}>
              <Summary viewer={viewer} problems={form.problems} labels={labels} />
              <FirmFields viewer={viewer} form={form} />
              <Button kind="primary">{ui[viewer.language].save}</Button>
            </Form>
          )}
        </Section>
      </div>
    </Page>
  )
}
