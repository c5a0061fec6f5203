import type { PropsWithChildren } from 'hono/jsx'
import { type Language, languages } from '#src/platform/language/language.ts'
import { FlashPlace } from '../ui/flash.tsx'
import type { Viewer } from '../viewer.ts'
import { Document } from './document.tsx'
import { words } from './words.ts'

const names: Record<Language, string> = { en: 'English', pt: 'Português' }

/** A page of one card, for those who have not signed in and for errors. `languageLink` gives the same page's address in a language. */
export function PlainPage({
  viewer,
  title,
  languageLink,
  children,
}: PropsWithChildren<{ viewer: Viewer; title: string; languageLink?: (language: Language) => string }>) {
  return (
    <Document viewer={viewer} title={title} class="plain">
      <main id="main" tabindex={-1}>
        <p class="brand">{viewer.firmName}</p>
        <h1>{title}</h1>
        <FlashPlace viewer={viewer} />
        {children}
      </main>
      {languageLink && (
        <footer class="plain-foot">
          {words[viewer.language].languages}:{' '}
          {languages.map((language) => (
            <>
              <a
                href={languageLink(language)}
                lang={language}
                aria-current={language === viewer.language ? 'true' : undefined}
              >
                {names[language]}
              </a>{' '}
            </>
          ))}
        </footer>
      )}
    </Document>
  )
}
