import { accountRoles, accountTypes } from '#src/accounts/rules.ts'
import { bulkSwitches, parts } from '#src/bulk/actions.ts'
import { mostMessage } from '#src/bulk/form.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { can } from '#src/staff/rights.ts'
import { words as accountWords } from '../accounts/words.ts'
import { words as addressWords } from '../addresses/words.ts'
import { Page } from '../layout/page.tsx'
import { TagBadge } from '../ui/badge.tsx'
import { HiddenFields, PostButton } from '../ui/button.tsx'
import { Checkbox, Checkboxes, Radios, Select, TextArea } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  form: FormState
  count: number
  /** That there may be more than these. */
  isMore?: boolean
  /** What names the chosen accounts to the next page, as fields. */
  selection: Record<string, string | readonly string[]>
  action: string
  cancel: string
  version?: number
  tags: { id: number; name: string; colour: string }[]
  people: { id: number; name: string }[]
}

/** What to do to the chosen accounts: the parts that the reader may ask for. */
export function ChoosePage(props: Props) {
  const { viewer, form, count, isMore, selection, action, cancel, version } = props
  const w = words[viewer.language]
  const title = w.chosen(`${formatsIn(viewer.language).count(count)}${isMore ? '+' : ''}`, count === 1 && !isMore)
  return (
    <Page viewer={viewer} title={title}>
      <div class="page-head">
        <h1>{title}</h1>
        {can(viewer.staff, 'manage accounts') && version === undefined && (
          <PostButton viewer={viewer} action="/accounts/export" fields={selection} label={w.export} />
        )}
      </div>
      <Form viewer={viewer} action={action} version={version} creates={version === undefined} class="stack">
        <Summary viewer={viewer} problems={form.problems} labels={labelsIn(viewer)} />
        <HiddenFields fields={selection} />
        <div class="columns" id="f-actions">
          {can(viewer.staff, parts.tags) && <Tags {...props} />}
          {can(viewer.staff, parts.team) && <Team {...props} />}
          {can(viewer.staff, parts.type) && <TypeAndState {...props} />}
          {can(viewer.staff, parts.addresses) && <Addresses {...props} />}
        </div>
        <FormActions viewer={viewer} label={w.look} cancel={cancel} />
      </Form>
    </Page>
  )
}

function labelsIn(viewer: Viewer): Record<string, string> {
  const w = words[viewer.language]
  const switchNames = addressWords[viewer.language].switches
  return {
    actions: w.what,
    add_tag: w.addTags,
    remove_tag: w.removeTags,
    add_member: w.addMembers,
    remove_member: w.removeMembers,
    ...accountWords[viewer.language].roles,
    type: w.parts.type,
    state: w.parts.state,
    login: switchNames.login,
    notify: switchNames.notify,
    sync: switchNames.sync,
    invite: w.invite,
    message: w.message,
  }
}

function Tags({ viewer, form, tags }: Props) {
  const w = words[viewer.language]
  const options = tags.map((tag) => ({ value: String(tag.id), label: <TagBadge {...tag} /> }))
  const field = (name: string) => ({
    name,
    values: form.lists[name] ?? [],
    error: problemText(viewer, form.problems, name),
  })
  return (
    <Section id="bulk-tags" title={w.parts.tags}>
      {tags.length === 0 && <Empty>{w.noTags}</Empty>}
      {tags.length > 0 && <Checkboxes {...field('add_tag')} label={w.addTags} options={options} />}
      {tags.length > 0 && <Checkboxes {...field('remove_tag')} label={w.removeTags} options={options} />}
    </Section>
  )
}

function Team({ viewer, form, people }: Props) {
  const w = words[viewer.language]
  const options = people.map(({ id, name }) => ({ value: String(id), label: name }))
  const field = (name: string) => ({
    name,
    values: form.lists[name] ?? [],
    error: problemText(viewer, form.problems, name),
  })
  return (
    <Section id="bulk-team" title={w.parts.team}>
      <Checkboxes {...field('add_member')} label={w.addMembers} options={options} />
      <Checkboxes {...field('remove_member')} label={w.removeMembers} options={options} />
      <div class="field-grid">
        {accountRoles.map((role) => (
          <Select
            name={role}
            label={accountWords[viewer.language].roles[role]}
            blank={w.leave}
            value={form.values[role]}
            options={[{ value: 'nobody', label: w.nobody }, ...options]}
            error={problemText(viewer, form.problems, role)}
          />
        ))}
      </div>
    </Section>
  )
}

function TypeAndState({ viewer, form }: Props) {
  const w = words[viewer.language]
  const aw = accountWords[viewer.language]
  const field = (name: string) => ({
    name,
    value: form.values[name] ?? '',
    error: problemText(viewer, form.problems, name),
  })
  return (
    <Section id="bulk-type" title={`${w.parts.type}, ${w.parts.state.toLowerCase()}`}>
      <Select
        {...field('type')}
        label={w.parts.type}
        blank={w.leave}
        options={accountTypes.map((value) => ({ value, label: aw.types[value] }))}
      />
      <Radios
        {...field('state')}
        short
        label={w.parts.state}
        help={w.archiveHelp}
        options={[
          { value: '', label: w.leave },
          { value: 'archive', label: w.archive },
          { value: 'reactivate', label: w.reactivate },
        ]}
      />
    </Section>
  )
}

function Addresses({ viewer, form }: Props) {
  const w = words[viewer.language]
  const names = addressWords[viewer.language]
  const field = (name: string) => ({
    name,
    value: form.values[name] ?? '',
    error: problemText(viewer, form.problems, name),
  })
  return (
    <Section id="bulk-addresses" title={w.parts.addresses}>
      <p class="muted">{w.primary}</p>
      {bulkSwitches.map((name) => (
        <Radios
          {...field(name)}
          short
          label={names.switches[name]}
          options={[
            { value: '', label: w.leave },
            { value: 'on', label: w.turn.on },
            { value: 'off', label: w.turn.off },
          ]}
        />
      ))}
      <Checkbox
        name="invite"
        label={w.invite}
        checked={form.values.invite === 'on'}
        error={problemText(viewer, form.problems, 'invite')}
      />
      <TextArea {...field('message')} label={w.message} rows={3} maxlength={mostMessage} />
    </Section>
  )
}

/** Where nothing that the reader may see is chosen, or more than can be named one by one. */
export function NothingChosenPage({ viewer, problem, list }: { viewer: Viewer; problem: string; list: string }) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.title}>
      <div class="page-head">
        <h1>{w.title}</h1>
      </div>
      <p class="notice notice-warn" role="alert">
        {problem}
      </p>
      <p>
        <a href={list}>{w.toList}</a>
      </p>
    </Page>
  )
}
