import { PlainPage } from '../layout/plain.tsx'
import { LinkButton } from '../ui/button.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** The codes for whoever loses their phone, once. */
export function RecoveryCodesPage({ viewer, codes, next }: { viewer: Viewer; codes: readonly string[]; next: string }) {
  const w = words[viewer.language]
  return (
    <PlainPage viewer={viewer} title={w.codesTitle}>
      <p>{w.codesText}</p>
      <ul class="recovery-codes">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p>
        <LinkButton href={next} kind="primary">
          {w.codesKept}
        </LinkButton>
      </p>
    </PlainPage>
  )
}
