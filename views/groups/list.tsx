import type { KeysetPage } from '#src/platform/db/keyset.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { around } from '#src/platform/web/list.ts'
import { can } from '#src/staff/rights.ts'
import { Page } from '../layout/page.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { MemberCount } from './count.tsx'
import { GroupFields, groupLabels } from './details.tsx'
import { words } from './words.ts'

interface Props extends KeysetPage<{ id: number; name: string; notes: string; seen: number; hidden: number }> {
  viewer: Viewer
}

export function GroupListPage({ viewer, rows, ...page }: Props) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.groups}>
      <div class="page-head">
        <h1>{w.groups}</h1>
        {can(viewer.staff, 'manage accounts') && (
          <LinkButton href="/groups/new" kind="primary">
            {w.newGroup}
          </LinkButton>
        )}
      </div>
      <div class="narrow">
        <p class="muted">{w.about}</p>
        {rows.length === 0 ? (
          <Empty>{w.none}</Empty>
        ) : (
          <div class="card">
            <ul class="rows">
              {rows.map((group) => (
                <li>
                  <div class="row-head">
                    <a href={`/groups/${group.id}`}>{group.name}</a> <MemberCount viewer={viewer} {...group} />
                  </div>
                  {group.notes && <p class="muted clipped">{group.notes}</p>}
                </li>
              ))}
            </ul>
          </div>
        )}
        <Pager viewer={viewer} {...around(page, '/groups')} />
      </div>
    </Page>
  )
}

export function NewGroupPage({ viewer, form }: { viewer: Viewer; form: FormState }) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.newGroup}>
      <div class="page-head">
        <h1>{w.newGroup}</h1>
      </div>
      <div class="narrow">
        <Section id="new-group" title={w.details}>
          <Form viewer={viewer} action="/groups" creates>
            <Summary viewer={viewer} problems={form.problems} labels={groupLabels(viewer)} />
            <GroupFields viewer={viewer} form={form} />
            <FormActions viewer={viewer} label={w.create} cancel="/groups" />
          </Form>
        </Section>
      </div>
    </Page>
  )
}
