import { formatsIn } from '#src/platform/language/format.ts'
import { settingsFor } from '#src/staff/menu.ts'
import { Page } from '../layout/page.tsx'
import { workTones } from '../queue/status.ts'
import { Badge } from '../ui/badge.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** What one may set, each behind its link. */
export function SettingsPage({ viewer }: { viewer: Viewer }) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.settings}>
      <div class="page-head">
        <h1>{w.settings}</h1>
      </div>
      <div class="narrow">
        <Section id="settings" title={w.settings}>
          <ul class="rows">
            {settingsFor(viewer).map((entry) => {
              const failed = entry.failed?.(viewer)
              return (
                <li>
                  <a href={entry.href}>{entry.title(viewer)}</a>{' '}
                  {failed ? (
                    <Badge kind={workTones.failed}>
                      {w.failures}: {formatsIn(viewer.language).count(failed)}
                    </Badge>
                  ) : null}
                  <p class="muted small">{entry.text(viewer)}</p>
                </li>
              )
            })}
          </ul>
        </Section>
      </div>
    </Page>
  )
}
