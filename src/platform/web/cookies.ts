import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Config } from '../config.ts'

const secure = (config: Config) => config.publicUrl.startsWith('https:')
/** `__Host-` binds a cookie to this very host over https; over http browsers (w3m too) would not send it back. */
const nameOf = (config: Config, name: string) => (secure(config) ? `__Host-${name}` : name)

export const readCookie = (c: Context, config: Config, name: string): string | undefined =>
  getCookie(c, nameOf(config, name)) || undefined

/** `seconds` is how long the browser keeps it; without, until it is closed. */
export function writeCookie(c: Context, config: Config, name: string, value: string, seconds?: number): void {
  setCookie(c, nameOf(config, name), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: secure(config),
    ...(seconds === undefined ? {} : { maxAge: seconds }),
  })
}

export function dropCookie(c: Context, config: Config, name: string): void {
  deleteCookie(c, nameOf(config, name), { path: '/', secure: secure(config) })
}
