import { formatsIn } from '#src/platform/language/format.ts'
import { can, type Permission } from '#src/staff/rights.ts'
import { Page } from '../layout/page.tsx'
import { workTones } from '../queue/status.ts'
import { words as queueWords } from '../queue/words.ts'
import { Badge } from '../ui/badge.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** What one may set, each behind its link. */
export function SettingsPage({ viewer }: { viewer: Viewer }) {
  const w = words[viewer.language]
  const places: readonly { href: string; permission: Permission; title: string; text: string }[] = [
    { href: '/me', permission: 'signed in', title: w.me, text: w.meText },
    { href: '/settings/team', permission: 'admin', title: w.team, text: w.teamText },
    { href: '/settings/tags', permission: 'manage tags', title: w.tags, text: w.tagsText },
    { href: '/settings/fields', permission: 'manage custom fields', title: w.fields, text: w.fieldsText },
    { href: '/settings/services', permission: 'manage invoices', title: w.services, text: w.servicesText },
    { href: '/settings/pipelines', permission: 'manage pipelines', title: w.pipelines, text: w.pipelinesText },
    { href: '/settings/firm', permission: 'admin', title: w.firm, text: w.firmText },
    { href: '/settings/mail', permission: 'admin', title: w.mail, text: w.mailText },
    {
      href: '/settings/queue',
      permission: 'admin',
      title: queueWords[viewer.language].title,
      text: queueWords[viewer.language].text,
    },
  ]
  return (
    <Page viewer={viewer} title={w.settings}>
      <div class="page-head">
        <h1>{w.settings}</h1>
      </div>
      <div class="narrow">
        <Section id="settings" title={w.settings}>
          <ul class="rows">
            {places
              .filter(({ permission }) => can(viewer.staff, permission))
              .map(({ href, title, text }) => (
                <li>
                  <a href={href}>{title}</a>{' '}
                  {href === '/settings/queue' && viewer.waiting.settings ? (
                    <Badge kind={workTones.failed}>
                      {queueWords[viewer.language].failures}:{' '}
                      {formatsIn(viewer.language).count(viewer.waiting.settings)}
                    </Badge>
                  ) : null}
                  <p class="muted small">{text}</p>
                </li>
              ))}
          </ul>
        </Section>
      </div>
    </Page>
  )
}
