import type { Field } from '#src/fields/field.ts'
import { choiceName, choicePlace, fieldValues } from '#src/fields/form.ts'
import { choicesOf, currencies, fieldTypes, type Subject } from '#src/fields/rules.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { Page } from '../layout/page.tsx'
import { ConflictForm, type Disputed } from '../ui/conflict.tsx'
import { Checkbox, Field as Input, Select, TextArea } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** What a change would lose, for the form to say. */
export interface Losing {
  place: string
  count: number
  choices: readonly { name: string; count: number }[]
}

interface Props {
  viewer: Viewer
  subject: Subject
  /** Null for a new one. */
  field: Field | null
  form: FormState
  losing?: Losing
}

export function FieldFormPage(props: Props) {
  const { viewer, subject, field, form } = props
  const w = words[viewer.language]
  const title = field ? field.name : w.newTitle[subject]
  const action = field ? `/settings/fields/${field.id}` : '/settings/fields'
  return (
    <Page viewer={viewer} title={title}>
      <div class="narrow">
        <Section id="field" title={title}>
          <Form
            viewer={viewer}
            action={action}
            version={field ? Number(form.values.version) : undefined}
            creates={!field}
          >
            <Summary viewer={viewer} problems={form.problems} labels={labelsOf(viewer, field)} />
            <input type="hidden" name="subject" value={subject} />
            <Definition {...props} />
            <FormActions
              viewer={viewer}
              label={field ? ui[viewer.language].save : w.create}
              cancel="/settings/fields"
            />
          </Form>
        </Section>
      </div>
    </Page>
  )
}

function Definition({ viewer, field, form, losing }: Props) {
  const w = words[viewer.language]
  const input = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  const { count } = formatsIn(viewer.language)
  return (
    <>
      <div class="field-grid">
        <Input {...input('name')} label={w.name} required maxlength={100} autofocus />
        <Select
          {...input('type')}
          label={w.type}
          options={fieldTypes.map((value) => ({ value, label: w.types[value] }))}
          help={losing?.place === 'type' ? w.inTheWay(losing.count, count(losing.count)) : undefined}
        />
      </div>
      <Checkbox {...box(viewer, form, 'required')} label={w.required} help={w.requiredHelp} />
      <Checkbox {...box(viewer, form, 'encrypted')} label={w.encrypted} help={w.encryptedHelp} />
      <div class="field-grid">
        <Input {...input('heading')} label={w.heading} help={w.headingHelp} maxlength={100} />
        <Select
          {...input('currency')}
          label={w.currency}
          help={losing?.place === 'currency' ? w.inTheWay(losing.count, count(losing.count)) : w.currencyHelp}
          options={currencies.map((value) => ({ value, label: value }))}
        />
      </div>
      <TextArea {...input('help')} label={w.help} rows={2} maxlength={500} />
      <Choices viewer={viewer} field={field} form={form} losing={losing} />
    </>
  )
}

const box = (viewer: Viewer, form: FormState, name: string) => ({
  name,
  checked: form.values[name] === 'on',
  error: problemText(viewer, form.problems, name),
})

/** What one may choose: each as a text with its place, then room for others; and what would be lost by taking some away. */
function Choices({ viewer, field, form, losing }: Pick<Props, 'viewer' | 'field' | 'form' | 'losing'>) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  const choices = field ? choicesOf(field).filter((one) => !one.gone) : []
  const error = (name: string) => problemText(viewer, form.problems, name)
  return (
    <fieldset>
      <legend>{w.choices}</legend>
      {choices.length > 0 && <p class="field-help">{w.choicesHelp}</p>}
      {choices.map(({ key }, i) => (
        <div class="choice-row">
          <Input
            name={choicePlace(key)}
            label={<span class="visually-hidden">{w.place(String(i + 1))}</span>}
            type="number"
            min={1}
            size={3}
            value={form.values[choicePlace(key)] ?? String(i + 1)}
          />
          <Input
            name={choiceName(key)}
            label={<span class="visually-hidden">{w.choice(String(i + 1))}</span>}
            value={form.values[choiceName(key)]}
            error={error(choiceName(key))}
            maxlength={100}
          />
        </div>
      ))}
      {losing?.place === 'choices' && (
        <div class="notice notice-warn">
          <p>{w.losing}</p>
          <ul>
            {losing.choices.map((one) => (
              <li>{w.losingOne(one.name, one.count, count(one.count))}</li>
            ))}
          </ul>
          <p>{w.losingText}</p>
          <Checkbox name="agreed" label={w.agree} error={error('choices')} />
        </div>
      )}
      <TextArea
        name="new_choices"
        label={w.newChoices}
        help={w.newChoicesHelp}
        value={form.values.new_choices}
        error={error('new_choices')}
      />
    </fieldset>
  )
}

const labelsOf = (viewer: Viewer, field: Field | null): Record<string, string> => {
  const w = words[viewer.language]
  const choices = field ? choicesOf(field).filter((one) => !one.gone) : []
  return {
    name: w.name,
    type: w.type,
    required: w.required,
    encrypted: w.encrypted,
    heading: w.heading,
    help: w.help,
    currency: w.currency,
    choices: w.choices,
    new_choices: w.newChoices,
    ...Object.fromEntries(choices.map((one, i) => [choiceName(one.key), w.choice(String(i + 1))])),
  }
}

/** A field that two people changed at once. */
export function FieldConflictPage({ viewer, field, form }: { viewer: Viewer; field: Field; form: FormState }) {
  const w = words[viewer.language]
  const theirs = fieldValues(field)
  const labels = labelsOf(viewer, field)
  const onOff = (value: string) => (value === 'on' ? ui[viewer.language].on : ui[viewer.language].off)
  const shown: Record<string, (value: string) => string> = {
    type: (value) => w.types[value as Field['type']] ?? value,
    required: onOff,
    encrypted: onOff,
  }
  const names = Object.keys(labels).filter((name) => name !== 'choices' && name !== 'new_choices')
  const disputed: Disputed[] = names.map((name) => ({
    name,
    label: labels[name] ?? name,
    mine: form.values[name] ?? theirs[name] ?? '',
    theirs: theirs[name] ?? '',
    shown: shown[name],
  }))
  return (
    <Page viewer={viewer} title={field.name}>
      <div class="narrow">
        <Section id="field" title={field.name}>
          <ConflictForm
            viewer={viewer}
            action={`/settings/fields/${field.id}`}
            cancel="/settings/fields"
            version={field.version}
            fields={disputed}
            lists={{ subject: [field.subject], new_choices: [form.values.new_choices ?? ''] }}
          />
        </Section>
      </div>
    </Page>
  )
}
