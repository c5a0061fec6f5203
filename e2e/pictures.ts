import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { expect } from './server.ts'

/** Red on the left, blue on the right. */
export async function halves(): Promise<Buffer> {
  const blue = { create: { width: 400, height: 400, channels: 3 as const, background: '#00f' } }
  return sharp({ create: { width: 800, height: 400, channels: 3, background: '#f00' } })
    .composite([{ input: await sharp(blue).png().toBuffer(), left: 400, top: 0 }])
    .png()
    .toBuffer()
}

export async function pick(page: Page, buffer: Buffer | string, name = 'halves.png'): Promise<void> {
  await page.getByLabel('Picture').setInputFiles({ name, mimeType: 'image/png', buffer: Buffer.from(buffer) })
}

/** How much red and how much blue is in the photo that the page shows, 0 to 255. */
export async function coloursOf(page: Page): Promise<{ red: number; blue: number }> {
  const src = await page.locator('#photo img').getAttribute('src')
  const answer = await page.request.get(src!)
  expect(answer.headers()['content-type']).toBe('image/webp')
  const { channels } = await sharp(await answer.body()).stats()
  return { red: channels[0]!.mean, blue: channels[2]!.mean }
}
