import { renderSVG, renderUnicodeCompact } from 'uqr'
import { Field } from '../ui/field.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  /** In Base32. */
  secret: string
  /** The same as an authenticator app reads it. */
  uri: string
  error: string | undefined
}

/** As much light around the picture as readers ask for, in its squares (ISO 18004). */
const quiet = 4

const inFours = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ')

/** How an app on a phone is told the secret: by a picture, by the same in letters, which a terminal shows, and by the key itself. */
export function SetupFields({ viewer, secret, uri, error }: Props) {
  const w = words[viewer.language]
  return (
    <>
      <ol class="steps">
        {w.setUpSteps.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
      <img
        class="qr"
        src={`data:image/svg+xml;base64,${Buffer.from(renderSVG(uri, { border: quiet })).toString('base64')}`}
        alt={w.picture}
        width={200}
        height={200}
      />
      <dl class="facts">
        <dt>{w.key}</dt>
        <dd>
          <code>{inFours(secret)}</code>
        </dd>
      </dl>
      <details>
        <summary>{w.asText}</summary>
        <pre class="qr-text">{renderUnicodeCompact(uri, { border: quiet })}</pre>
      </details>
      <Field
        name="setup_code"
        label={w.setupCode}
        help={w.setupHelp}
        error={error}
        inputmode="numeric"
        autocomplete="one-time-code"
        size={12}
        required
      />
    </>
  )
}
