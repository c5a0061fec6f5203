import type { PropsWithChildren } from 'hono/jsx'
import { asset } from '#src/platform/web/assets.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  title: string
  class?: string
}

/** The document around every page. */
export function Document({ viewer, title, children, ...rest }: PropsWithChildren<Props>) {
  return (
    <html lang={viewer.language === 'pt' ? 'pt-PT' : 'en'}>
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · ${viewer.firmName}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <meta name="htmx-config" content='{"history":"reload"}' />
        <link rel="icon" href={asset('favicon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={asset('app.css')} />
        <script src={asset('app.js')} defer></script>
      </head>
      <body class={rest.class}>
        <a class="skip" href="#main">
          {words[viewer.language].skip}
        </a>
        {children}
      </body>
    </html>
  )
}
