import { createI18n } from 'vue-i18n'
import { keep, kept } from './kept'
import zh from '../words/zh-CN.json'

type Words = typeof zh
export type Language = 'zh-CN' | 'en'

export const i18n = createI18n<[Words], Language, false>({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zh } as Record<Language, Words>,
})

/** Speak the language from now on; English is loaded when it is first asked for. */
export async function speak(language: Language): Promise<void> {
  if (language === 'en') i18n.global.setLocaleMessage('en', (await import('../words/en.json')).default)
  i18n.global.locale.value = language
  document.documentElement.lang = language
  keep('language', language)
}

export const lastSpoken = (): Language => kept<Language>('language', 'zh-CN')
export const english = (): boolean => i18n.global.locale.value === 'en'
